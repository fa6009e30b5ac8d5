import { LockstepError } from "#services/core/errors";
import { isStrayFile } from "#services/core/policy/find-stray-files";
import { type Governed, parseGoverned } from "#services/core/policy/parse-governed";
import { escapeText } from "#services/core/text/escape-text";
import { listTree } from "#services/stores/git/list-tree";
import { readGovernedTree } from "#services/stores/git/read-governed";

interface Trees {
  /** What would be in force. */
  readonly joined: string;
  readonly forge: string;
  readonly store: string;
}

/**
 * Says why a tree must not come into force, as an end of a sentence, escaped: a governed file that the store has otherwise does not read, or one
 * that is the same no longer fits. `undefined` where all reads. What is broken in the store already, and stays as it is, does not count.
 */
export async function findUnreadable(gitDir: string, { joined, forge, store }: Trees): Promise<string | undefined> {
  const strange = await findStrangeName(gitDir, forge);
  if (strange !== undefined) return strange;
  const after = await filesOf(gitDir, joined);
  if (after instanceof LockstepError) return escapeText(after.message).slice(0, MAX_CHARACTERS);
  const stored = await filesOf(gitDir, store);
  const before = stored instanceof LockstepError ? new Map<string, string>() : stored;
  const changed = new Set([...after.keys()].filter((file) => after.get(file) !== before.get(file)));
  const large = [...changed].find((file) => (after.get(file)?.length ?? 0) > MAX_LENGTH);
  if (large !== undefined) return `${escapeText(large)} is larger than ${MAX_LENGTH / 1024 ** 2} MiB`;
  const known = new Set(parseGoverned(before).problems.map(told));
  const problems = parseGoverned(after).problems.filter((problem) => !isStrayFile(problem));
  const fresh = problems.filter((problem) => changed.has(problem.file) || !known.has(told(problem)));
  if (fresh.length === 0) return undefined;
  return fresh
    .slice(0, MAX_PROBLEMS)
    .map((problem) => escapeText(told(problem)).slice(0, MAX_CHARACTERS))
    .join("; ");
}

const MAX_CHARACTERS = 300;
const MAX_PROBLEMS = 5;
/** A file of people's is some kilobytes: what is larger is not worth the memory that reading it takes. */
const MAX_LENGTH = 4 * 1024 ** 2;

function told({ file, path, message }: Governed["problems"][number]): string {
  return `${file} ${path} ${message}`;
}

/** What has a name that cannot be written back as it is, or stands in the place of a folder. */
async function findStrangeName(gitDir: string, forge: string): Promise<string | undefined> {
  const root = await listTree(gitDir, forge);
  if (root.some(({ path, type }) => path === "policy" && type !== "tree")) return "policy is no folder";
  const below = await listTree(gitDir, forge, "items", ["policy/"]);
  const unnamed = [...root, ...below].find(({ path }) => path.includes("\ufffd"));
  return unnamed === undefined ? undefined : `${escapeText(unnamed.path)} has a name that is not UTF-8`;
}

async function filesOf(gitDir: string, tree: string): Promise<ReadonlyMap<string, string> | LockstepError> {
  try {
    return await readGovernedTree(gitDir, tree);
  } catch (error) {
    if (error instanceof LockstepError && error.code === "estate-invalid") return error;
    throw error;
  }
}

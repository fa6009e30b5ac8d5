import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { askGit, gitFailed } from "./run-git.js";

/** One reference to move: from exactly this object (`null`: it must not exist) to that one (`null`: it goes). */
export interface RefChange {
  readonly ref: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Moves references in one transaction, compare and swap: all of them, or none and `conflict`.
 *
 * @throws LockstepError `reference-blocked` where something else stands in the way, which no further try mends;
 * `store-unsound` where git fails for another reason
 */
export async function swapRefs(gitDir: string, changes: readonly RefChange[]): Promise<"done" | "conflict"> {
  const args = ["update-ref", "--no-deref", "--stdin"];
  const input = ["start", ...changes.map(instruction), "prepare", "commit", ""].join("\n");
  const answer = await askGit(gitDir, args, { input, detached: true });
  if (answer.code === 0) return "done";
  const blocked = findBlocked(gitDir, answer.stderr);
  if (blocked !== undefined) throw blocked;
  const contended = /cannot lock ref|unable to lock|Unable to create|reference already exists|but expected/i;
  const hopeless = /permission denied|read-only file system|no space left/i;
  if (hopeless.test(answer.stderr) || !contended.test(answer.stderr)) throw gitFailed(args, answer);
  await removeStaleLocks(gitDir, changes);
  return "conflict";
}

/** A name is either a reference or a folder of references, and git tells which other one has taken it. */
function findBlocked(gitDir: string, said: string): LockstepError | undefined {
  const reference = /'(refs\/[\x21-\x7e]{1,300})' exists; cannot create '(refs\/[\x21-\x7e]{1,300})'/.exec(said);
  if (reference !== null) {
    const [, stranger = "", wanted = ""] = reference;
    const remedy = `look at it, then remove it: git --git-dir='${gitDir}' update-ref -d ${stranger}`;
    return new LockstepError("reference-blocked", `'${stranger}' stands in the way of '${wanted}': ${remedy}`);
  }
  const folder = /non-empty directory '[^']*' blocking reference '(refs\/[\x21-\x7e]{1,300})'/.exec(said);
  if (folder === null) return undefined;
  const path = join(gitDir, folder[1] ?? "");
  return new LockstepError("reference-blocked", `the folder ${path} stands in the way of a reference: take it away`);
}

function instruction({ ref, from, to }: RefChange): string {
  if (to === null) return from === null ? `verify ${ref} ${ABSENT}` : `delete ${ref} ${from}`;
  return from === null ? `create ${ref} ${to}` : `update ${ref} ${to} ${from}`;
}

const ABSENT = "0".repeat(40);

/** Git holds these locks for milliseconds; one this old was left by a process that died with the machine. */
const STALE_LOCK_MS = 30_000;

async function removeStaleLocks(gitDir: string, changes: readonly RefChange[]): Promise<void> {
  const locks = [...changes.map(({ ref }) => join(gitDir, `${ref}.lock`)), join(gitDir, "packed-refs.lock")];
  for (const lock of locks) {
    const found = await stat(lock).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
  }
}

import { LockstepError } from "#services/core/errors";
import type { GovernedFiles } from "#services/ports/estate-repository";
import { listTree } from "./list-tree.js";
import { streamObjects } from "./read-objects.js";
import { checkObjectId, MAIN_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";

/**
 * Reads what is in force: `estate.yaml` and everything below `policy/`, as committed on `main` or at an older commit of it.
 *
 * @throws LockstepError `estate-not-found`, `estate-invalid` where a file is too large, not UTF-8, or no file but a link
 */
export async function readGoverned(gitDir: string, commit?: string): Promise<GovernedFiles> {
  const found = await findCommit(gitDir, commit === undefined ? MAIN_REF : checkObjectId(commit));
  if (found === undefined) {
    throw new LockstepError("estate-not-found", `${gitDir} holds no commit ${commit ?? "on main"}`);
  }
  return { commit: found, files: await readGovernedTree(gitDir, found) };
}

/**
 * Reads the governed files of a tree, by its id, that need not be in force. What an id names never changes, and each run asks several
 * times: the small ones read last are remembered.
 *
 * @throws LockstepError `estate-invalid`
 */
export async function readGovernedTree(gitDir: string, tree: string): Promise<ReadonlyMap<string, string>> {
  const name = `${gitDir} ${tree}`;
  const files = remembered.get(name) ?? (await readTree(gitDir, tree));
  if (!OBJECT_ID.test(tree) || sizeOf(files) > REMEMBERED_CHARACTERS) return files;
  remembered.delete(name);
  remembered.set(name, files);
  for (const oldest of remembered.keys()) if (remembered.size > REMEMBERED) remembered.delete(oldest);
  return files;
}

const remembered = new Map<string, ReadonlyMap<string, string>>();
const REMEMBERED = 8;
const REMEMBERED_CHARACTERS = 1024 ** 2;
const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

function sizeOf(files: ReadonlyMap<string, string>): number {
  return [...files.values()].reduce((sum, text) => sum + text.length, 0);
}

async function readTree(gitDir: string, tree: string): Promise<ReadonlyMap<string, string>> {
  const items = await listTree(gitDir, tree, "files", ["estate.yaml", "policy"]);
  const strange = items.find(({ mode }) => !mode.startsWith("100"));
  if (strange !== undefined) {
    const what = `${JSON.stringify(strange.path)} on main is a link or a submodule, not a file: what it stands for is not in force`;
    throw new LockstepError("estate-invalid", `${what}. Commit the file itself in its place`);
  }
  const files = new Map<string, string>();
  let total = 0;
  let index = 0;
  for await (const object of streamObjects(
    gitDir,
    items.map(({ id }) => id),
  )) {
    const path = items[index++]?.path ?? "";
    total += object?.bytes.length ?? 0;
    if (object === undefined || total > MAX_BYTES) {
      throw new LockstepError("estate-invalid", `estate.yaml and policy/ hold more than ${MAX_BYTES / 1024 ** 2} MiB`);
    }
    files.set(path, decode(path, object.bytes));
  }
  return files;
}

const MAX_BYTES = 64 * 1024 ** 2;

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LockstepError("estate-invalid", `${JSON.stringify(path)} on main is not UTF-8 text`);
  }
}

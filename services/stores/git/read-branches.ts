import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { LEDGER_REF, MAIN_REF, TICKETS_REF } from "./refs.js";

const HEADS = "refs/heads/";
const OBSERVED = "refs/heads/observed";

/**
 * Reads where every branch stands that a verdict rests on, without `refs/heads/`, from git's own files: a program that is started each second for
 * each estate costs more than all that is done with the answer.
 *
 * @throws LockstepError `store-unsound` where a branch holds no commit, `estate-not-found`
 */
export async function readBranches(gitDir: string): Promise<Readonly<Record<string, string>>> {
  const names = [MAIN_REF, LEDGER_REF, TICKETS_REF, ...(await listObserved(gitDir))];
  const loose = await Promise.all(names.map((name) => readText(join(gitDir, name))));
  // Packing writes all branches into one file and takes the loose ones away after that: read in this order, none is missed.
  const branches = parsePacked(await readText(join(gitDir, "packed-refs")));
  for (const [index, name] of names.entries()) {
    const text = loose[index];
    if (text !== undefined) branches.set(name, text.trim());
  }
  // A folder without HEAD is no repository: no branch at all would look like an estate in which nothing happened yet.
  if ((await readText(join(gitDir, "HEAD"))) === undefined)
    throw new LockstepError("estate-not-found", `${gitDir} is not a Git repository`);
  const watched = [...branches].filter(([name]) => isWatched(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(watched.map(([name, commit]) => [name.slice(HEADS.length), assertCommit(name, commit)]));
}

function isWatched(name: string): boolean {
  return [MAIN_REF, LEDGER_REF, TICKETS_REF].includes(name) || name.startsWith(`${OBSERVED}/`);
}

async function listObserved(gitDir: string): Promise<string[]> {
  const engines = await list(join(gitDir, OBSERVED));
  const nodes = engines.map(async (engine) =>
    (await list(join(gitDir, OBSERVED, engine))).map((node) => `${OBSERVED}/${engine}/${node}`),
  );
  return (await Promise.all(nodes)).flat();
}

/** An id holds no dot: what has one is a lock of a writer at work. */
async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  return names.filter((name) => !name.includes("."));
}

async function readText(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "EISDIR") return undefined;
    throw error;
  });
}

function parsePacked(text = ""): Map<string, string> {
  const packed = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, commit, name] = /^([0-9a-f]+) (refs\/heads\/\S+)$/.exec(line) ?? [];
    if (commit !== undefined && name !== undefined) packed.set(name, commit);
  }
  return packed;
}

function assertCommit(name: string, commit: string): string {
  if (/^[0-9a-f]{40,64}$/.test(commit)) return commit;
  throw new LockstepError("store-unsound", `the branch ${name.slice(HEADS.length)} holds no commit`);
}

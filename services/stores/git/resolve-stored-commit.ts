import { LockstepError } from "#services/core/errors";
import type { Ledger } from "#services/ports/estate-repository";
import { readPurges } from "./purged-content.js";
import { readObjects } from "./read-objects.js";
import { checkObjectId, LEDGER_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";

/**
 * Finds the commit that a recorded id stands for: itself, or what a purge made of it.
 *
 * @throws LockstepError `selector-unknown`
 */
export async function resolveStoredCommit(gitDir: string, ledger: Ledger, id: string): Promise<string> {
  const found = await findCommit(gitDir, checkObjectId(id));
  if (found !== undefined) return found;
  const moved = await followPurges(gitDir, ledger, id);
  const commit = moved === undefined ? undefined : await findCommit(gitDir, moved);
  if (commit === undefined) throw new LockstepError("selector-unknown", `the repository holds no commit ${id}`);
  return commit;
}

/** Gives what stands now for recorded commits: each itself, or what purges made of it, also while the old one is still there. */
export async function findMovedCommits(
  gitDir: string,
  ledger: Ledger,
  ids: readonly string[],
): Promise<readonly string[]> {
  const maps = await readMaps(gitDir, ledger);
  return ids.map((id) => follow(maps, id) ?? id);
}

/** Every commit that a purge made anew: it holds what was taken out, or lies on top of that. */
export async function readReplacedCommits(gitDir: string, ledger: Ledger): Promise<ReadonlySet<string>> {
  const lines = (await readMaps(gitDir, ledger)).flatMap((map) => map.split("\n"));
  return new Set(lines.map((line) => line.split(" ")[0] ?? "").filter((id) => id !== ""));
}

async function followPurges(gitDir: string, ledger: Ledger, id: string): Promise<string | undefined> {
  return follow(await readMaps(gitDir, ledger), id);
}

/** What each purge made of which commit, oldest first. */
async function readMaps(gitDir: string, ledger: Ledger): Promise<readonly string[]> {
  const { bodies } = await readPurges(ledger);
  const maps = await readObjects(
    gitDir,
    bodies.map(({ commits }) => `${LEDGER_REF}:${commits.path}`),
  );
  return maps.map((map) => map?.bytes.toString("utf8") ?? "");
}

function follow(maps: readonly string[], id: string): string | undefined {
  let current: string | undefined;
  for (const map of maps) current = findMoved(map, current ?? id) ?? current;
  return current;
}

function findMoved(map: string, id: string): string | undefined {
  const line = map.split("\n").find((text) => text.startsWith(id));
  return line?.split(" ")[1];
}

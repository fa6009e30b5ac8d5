import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TEMPORARY_REFS } from "./refs.js";
import { runGit, runGitLine } from "./run-git.js";
import { swapRefs } from "./swap-refs.js";

/**
 * Keeps the repository quick and tidy: what dead writers left behind for a day goes, the commit graph with its changed-path
 * filters takes in new commits, small packs are joined, and once in a long while everything is packed anew. Safe beside
 * writers; where another process is at it already, nothing happens.
 *
 * @throws LockstepError `store-unsound`
 */
export async function maintainStore(gitDir: string): Promise<void> {
  const lock = await takeLock(gitDir);
  if (lock === undefined) return;
  try {
    await removeStaleWork(gitDir);
    await runGit(gitDir, ["commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress"]);
    if ((await countPacks(gitDir)) > MAX_PACKS) await runGit(gitDir, ["repack", "-d", "-l", "-q", "--geometric=2"]);
    if ((await countLooseObjects(gitDir)) > MAX_LOOSE) {
      await runGit(gitDir, ["-c", "gc.packRefs=false", "gc", "--quiet", "--prune=2.weeks.ago"]);
    }
  } finally {
    await rm(lock, { force: true });
  }
}

/** True where the commit graph is older than an hour, or many small packs have come together. */
export async function isMaintenanceDue(gitDir: string): Promise<boolean> {
  const chain = join(gitDir, "objects", "info", "commit-graphs", "commit-graph-chain");
  const found = await stat(chain).catch(() => undefined);
  return found === undefined || Date.now() - found.mtimeMs > HOUR_MS || (await countPacks(gitDir)) > MAX_PACKS;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_LOOSE = 6_000;
const MAX_PACKS = 60;

/** Takes the lock of maintenance, or gives `undefined`; one older than an hour was left by a process that died. */
async function takeLock(gitDir: string): Promise<string | undefined> {
  const lock = join(gitDir, "lockstep-maintenance.lock");
  const found = await stat(lock).catch(() => undefined);
  if (found !== undefined && Date.now() - found.mtimeMs > HOUR_MS) await rm(lock, { force: true });
  const taken = await writeFile(lock, String(process.pid), { flag: "wx" }).then(
    () => true,
    () => false,
  );
  return taken ? lock : undefined;
}

async function countPacks(gitDir: string): Promise<number> {
  const names = await readdir(join(gitDir, "objects", "pack")).catch(() => []);
  return names.filter((name) => name.endsWith(".pack")).length;
}

async function removeStaleWork(gitDir: string): Promise<void> {
  const refs = await runGitLine(gitDir, ["for-each-ref", "--format=%(refname) %(objectname)", TEMPORARY_REFS]);
  for (const line of refs.split("\n").filter((text) => text !== "")) {
    const [ref = "", from = ""] = line.split(" ");
    const dated = (await isFile(join(gitDir, ref))) ? ref : "packed-refs";
    if (await isOlderThanADay(join(gitDir, dated))) await swapRefs(gitDir, [{ ref, from, to: null }]);
  }
  await removeOld(gitDir, /^fast_import_crash_\d+$/);
  await removeOld(join(gitDir, "objects", "pack"), /^tmp_(pack|idx|rev)_\w+$|^pack-\w+\.keep$/);
  await removeOld(join(gitDir, "objects", "info", "commit-graphs"), /\.lock$|^tmp_graph_\w+$/);
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() === true;
}

async function isOlderThanADay(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > DAY_MS;
}

async function removeOld(folder: string, pattern: RegExp): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((text) => pattern.test(text))) {
    if (await isOlderThanADay(join(folder, name))) await rm(join(folder, name), { force: true });
  }
}

// Git's own estimate: objects are spread evenly over 256 folders, so one of them tells.
async function countLooseObjects(gitDir: string): Promise<number> {
  const sample = await readdir(join(gitDir, "objects", "17")).catch(() => []);
  return sample.length * 256;
}

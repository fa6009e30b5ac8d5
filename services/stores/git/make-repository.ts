import { rename, rm } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import { runGit } from "./run-git.js";

/**
 * Makes a bare repository of ours. It has its name only once it is whole: a kill within leaves no lock file of git's where it is to stand.
 *
 * @throws LockstepError `store-unsound`, `system-refused`
 */
export async function makeRepository(gitDir: string): Promise<void> {
  const unfinished = `${gitDir}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await runGit(unfinished, [
    "init",
    "--quiet",
    "--bare",
    "--initial-branch=main",
    "--object-format=sha1",
    "--template=",
  ]);
  for (const [name, value] of SETTINGS) await runGit(unfinished, ["config", "--add", name, value]);
  await rename(unfinished, gitDir).catch((cause: unknown) => {
    throw new LockstepError("store-unsound", `${gitDir} is in the way: it is no estate repository`, { cause });
  });
}

const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ["core.fsync", "all"],
  ["core.logAllRefUpdates", "false"],
  ["gc.auto", "0"],
  ["receive.autoGc", "false"],
  ["receive.fsckObjects", "true"],
  ["receive.denyDeletes", "true"],
  ["receive.denyNonFastForwards", "true"],
  ["receive.hideRefs", "refs/heads/ledger"],
  ["receive.hideRefs", "refs/heads/observed"],
  ["receive.hideRefs", "refs/heads/collected"],
  ["receive.hideRefs", "refs/heads/reviews"],
  ["receive.hideRefs", "refs/heads/tickets"],
  ["receive.hideRefs", "refs/heads/drift"],
  ["receive.hideRefs", "refs/forge"],
  ["receive.hideRefs", "refs/lockstep"],
  ["uploadpack.hideRefs", "refs/forge"],
  ["uploadpack.hideRefs", "refs/lockstep"],
];

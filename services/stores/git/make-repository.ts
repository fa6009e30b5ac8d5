import { appendFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
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
  // A git process for each would take longer than all else.
  await appendFile(join(unfinished, "config"), SETTINGS);
  await rename(unfinished, gitDir).catch((cause: unknown) => {
    throw new LockstepError("store-unsound", `${gitDir} is in the way: it is no estate repository`, { cause });
  });
}

const SETTINGS = `[core]
	fsync = all
	logAllRefUpdates = false
[gc]
	auto = 0
[receive]
	autoGc = false
	fsckObjects = true
	denyDeletes = true
	denyNonFastForwards = true
	hideRefs = refs/heads/ledger
	hideRefs = refs/heads/observed
	hideRefs = refs/heads/collected
	hideRefs = refs/heads/reviews
	hideRefs = refs/heads/tickets
	hideRefs = refs/heads/drift
	hideRefs = refs/forge
	hideRefs = refs/lockstep
[uploadpack]
	hideRefs = refs/forge
	hideRefs = refs/lockstep
`;

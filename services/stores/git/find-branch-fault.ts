import type { Ledger, RecordedBranch } from "#services/ports/estate-repository";
import { checkObjectId, MAIN_REF, observedRef, TICKETS_REF } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { findMovedCommits } from "./resolve-stored-commit.js";
import { askGit, gitFailed } from "./run-git.js";

/**
 * Says why a branch cannot hold all that once stood on it, or `undefined`: each recorded commit must be the newest or lie
 * under it. One that no record names yet may lie on top: somebody may be at work, or have been killed.
 *
 * @throws LockstepError `store-unsound`
 */
export async function findBranchFault(
  gitDir: string,
  ledger: Ledger,
  branch: RecordedBranch,
  commits: readonly string[],
): Promise<string | undefined> {
  if (commits.length === 0) return undefined;
  const ref = refOf(branch);
  const name = ref.slice("refs/heads/".length);
  const head = await findCommit(gitDir, ref);
  if (head === undefined) return `The branch ${name} is gone, although the ledger records what stood on it`;
  const expected = (await findMovedCommits(gitDir, ledger, commits)).map(checkObjectId);
  if (expected.every((commit) => commit === head)) return undefined;
  const args = ["rev-list", "--max-count=1", ...expected, `^${head}`, "--"];
  const answer = await askGit(gitDir, args);
  const isMissing = /bad (object|revision)|not our ref|missing commit/i.test(answer.stderr);
  if (answer.code !== 0 && !isMissing) throw gitFailed(args, answer);
  if (answer.code === 0 && answer.stdout.length === 0) return undefined;
  return `The branch ${name} lacks a commit that the ledger records: it was set back or replaced`;
}

function refOf(branch: RecordedBranch): string {
  if (branch === "main") return MAIN_REF;
  return branch === "tickets" ? TICKETS_REF : observedRef(branch.engineId, branch.nodeId);
}

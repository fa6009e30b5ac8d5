import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { checkObjectId, observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { findMovedCommits } from "./resolve-stored-commit.js";
import { askGit, gitFailed } from "./run-git.js";

type Seen = Parameters<EstateRepository["findObservedFault"]>[0];

/**
 * Says why the snapshots of a node cannot be all that were taken, or `undefined`: each recorded one must be the newest or
 * lie under it. One that no record names yet may lie on top: a check may be at work, or have been killed.
 *
 * @throws LockstepError `store-unsound`
 */
export async function findObservedFault(
  gitDir: string,
  ledger: Ledger,
  { engineId, nodeId, commits }: Seen,
): Promise<string | undefined> {
  if (commits.length === 0) return undefined;
  const ref = observedRef(engineId, nodeId);
  const branch = ref.slice("refs/heads/".length);
  const head = await findCommit(gitDir, ref);
  if (head === undefined) return `the branch ${branch} is gone, although the ledger records looks at ${nodeId}`;
  const expected = (await findMovedCommits(gitDir, ledger, commits)).map(checkObjectId);
  if (expected.every((commit) => commit === head)) return undefined;
  const args = ["rev-list", "--max-count=1", ...expected, `^${head}`, "--"];
  const answer = await askGit(gitDir, args);
  const isMissing = /bad (object|revision)|not our ref|missing commit/i.test(answer.stderr);
  if (answer.code !== 0 && !isMissing) throw gitFailed(args, answer);
  if (answer.code === 0 && answer.stdout.length === 0) return undefined;
  return `the branch ${branch} lacks a snapshot of ${nodeId} that the ledger records: it was set back or replaced`;
}

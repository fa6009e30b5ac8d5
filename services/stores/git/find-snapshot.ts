import { LockstepError } from "#services/core/errors";
import { listCommits } from "./commit-history.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { parseTrailers } from "./snapshot-message.js";

/**
 * Finds the commit of a node's snapshot: the latest, so many before it, or the one in force at an instant.
 *
 * @throws LockstepError `selector-unknown` where the instant or count is none
 */
export async function findSnapshot(
  gitDir: string,
  engineId: string,
  nodeId: string,
  at?: { readonly back: number } | { readonly instant: string },
): Promise<string | undefined> {
  const ref = observedRef(engineId, nodeId);
  if (at === undefined) return await findCommit(gitDir, ref);
  if ("instant" in at) return await findAt(gitDir, ref, at.instant);
  if (!Number.isSafeInteger(at.back) || at.back < 0) {
    throw new LockstepError("selector-unknown", "the number after ~ is a whole number from 0");
  }
  return await findCommit(gitDir, `${ref}~${at.back}`);
}

// Git's dates are whole seconds; among the commits of the last one the trailer decides. 256 signatures take over a second.
async function findAt(gitDir: string, ref: string, instant: string): Promise<string | undefined> {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new LockstepError("selector-unknown", "the instant after @ is an ISO 8601 time");
  const head = await findCommit(gitDir, ref);
  if (head === undefined) return undefined;
  const before = `--before=@${Math.floor(time / 1000)}`;
  const commits = await listCommits(gitDir, ["--first-parent", "--max-count=256", before, head, "--"]);
  return commits.find(({ message }) => Date.parse(parseTrailers(message).takenAt ?? "") <= time)?.commit;
}

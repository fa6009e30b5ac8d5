import { LockstepError } from "#services/core/errors";
import { listCommits } from "./commit-history.js";
import type { GitContext } from "./git-context.js";
import { findCommit } from "./resolve-commit.js";
import { parseTrailers } from "./snapshot-message.js";
import { findTrustedHead } from "./trusted-head.js";

/**
 * Finds the commit of a node's snapshot: the latest, so many before it, or the one in force at an instant.
 *
 * @throws LockstepError `selector-unknown` where the instant or count is none, `store-unsound` where the latest is not Lockstep's own
 */
export async function findSnapshot(
  context: GitContext,
  engineId: string,
  nodeId: string,
  at?: { readonly back: number } | { readonly instant: string },
): Promise<string | undefined> {
  const { gitDir } = context;
  const head = await findTrustedHead(context, engineId, nodeId);
  if (head === undefined || at === undefined) return head;
  if ("instant" in at) return await findAt(gitDir, head, at.instant);
  if (!Number.isSafeInteger(at.back) || at.back < 0) {
    throw new LockstepError("selector-unknown", "the number after ~ is a whole number from 0");
  }
  return await findCommit(gitDir, `${head}~${at.back}`);
}

// Git's dates are whole seconds; among the commits of the last one the trailer decides. 256 signatures take over a second.
async function findAt(gitDir: string, head: string, instant: string): Promise<string | undefined> {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new LockstepError("selector-unknown", "the instant after @ is an ISO 8601 time");
  const before = `--before=@${Math.floor(time / 1000)}`;
  const commits = await listCommits(gitDir, ["--first-parent", "--max-count=256", before, head, "--"]);
  return commits.find(({ message }) => Date.parse(parseTrailers(message).takenAt ?? "") <= time)?.commit;
}

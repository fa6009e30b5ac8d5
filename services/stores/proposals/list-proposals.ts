import type { StoredProposal } from "#services/ports/proposal-store";
import type { GitContext } from "#services/stores/git/git-context";
import { DRIFT_REFS } from "#services/stores/git/refs";
import { runGit } from "#services/stores/git/run-git";
import { readProposal } from "./read-proposal.js";

/** Every proposal that stands on its own branch, in order of branch. What Lockstep did not sign is left out. */
export async function listProposals(context: GitContext): Promise<readonly StoredProposal[]> {
  const args = ["for-each-ref", "--format=%(objectname) %(objecttype) %(refname)", DRIFT_REFS];
  const lines = (await runGit(context.gitDir, args)).toString("utf8").split("\n");
  const found: StoredProposal[] = [];
  for (const line of lines) {
    const [commit = "", type = "", ref = ""] = line.split(" ");
    if (type !== "commit") continue;
    const stored = await readProposal(context, commit);
    if (stored !== undefined && `refs/heads/${stored.branch}` === ref) found.push(stored);
  }
  return found;
}

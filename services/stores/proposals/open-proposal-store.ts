import { LockstepError } from "#services/core/errors";
import type { ProposalStore, StoredProposal } from "#services/ports/proposal-store";
import type { GitContext } from "#services/stores/git/git-context";
import { checkObjectId, DRIFT_REFS } from "#services/stores/git/refs";
import { resolveStoredCommit } from "#services/stores/git/resolve-stored-commit";
import { swapRefs } from "#services/stores/git/swap-refs";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { adoptProposal } from "./adopt-proposal.js";
import { listProposals } from "./list-proposals.js";
import { readProposal } from "./read-proposal.js";
import { writeProposal } from "./write-proposal.js";

/** Opens the proposals of an estate repository. */
export function openProposalStore(context: GitContext, ledger: GitLedger): ProposalStore {
  return {
    list: () => listProposals(context),
    find: (commit) => findProposal(context, ledger, commit),
    write: (draft) => writeProposal(context, ledger, draft),
    remove: (branch, commit) => removeProposal(context, branch, commit),
    adopt: (adoption) => adoptProposal(context, ledger, adoption),
  };
}

async function findProposal(
  context: GitContext,
  ledger: GitLedger,
  commit: string,
): Promise<StoredProposal | undefined> {
  try {
    return await readProposal(context, await resolveStoredCommit(context.gitDir, ledger, commit));
  } catch (error) {
    if (error instanceof LockstepError && error.code === "selector-unknown") return undefined;
    throw error;
  }
}

/** Where somebody moved the branch, it stays. */
async function removeProposal({ gitDir }: GitContext, branch: string, commit: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(ref.slice(DRIFT_REFS.length)) || !ref.startsWith(DRIFT_REFS)) {
    throw new LockstepError("bug", "a branch was to be removed that is no proposal's");
  }
  await swapRefs(gitDir, [{ ref, from: checkObjectId(commit), to: null }]);
}

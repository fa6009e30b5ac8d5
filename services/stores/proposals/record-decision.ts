import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import type { ProposalAdoption } from "#services/ports/proposal-store";
import type { GitContext } from "#services/stores/git/git-context";
import { TEMPORARY_REFS } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { findDecision } from "./find-adoption.js";

/** Stands from an adoption until its decision is recorded, so that of two processes at it only one records it. */
export function undecidedRef(commit: string): string {
  return `${TEMPORARY_REFS}undecided-${commit}`;
}

/** Gives the record of the decision by which a baseline moved: a new one, or the one that is there. @throws LockstepError `store-conflict` */
export async function recordDecision(
  { gitDir }: GitContext,
  ledger: GitLedger,
  { proposal, decision, at }: ProposalAdoption,
  adoption: LedgerRecord,
): Promise<LedgerRecord> {
  const ref = undecidedRef(String(adoption.body["commit"]));
  return await retrySwap("the ledger", async () => {
    // Looked at before the records: where it is gone by then, the decision that took it away is found.
    const from = await findCommit(gitDir, ref);
    const known = await findDecision(ledger, proposal, adoption);
    if (known !== undefined) return known;
    const refs = from === undefined ? [] : [{ ref, from, to: null }];
    try {
      const entry = { type: "review-decided", actor: decision.decidedBy, at, body: { ...decision } } as const;
      return await ledger.appendWith(entry, { refs });
    } catch (error) {
      if (error instanceof LockstepError && error.code === "store-conflict") return undefined;
      throw error;
    }
  });
}

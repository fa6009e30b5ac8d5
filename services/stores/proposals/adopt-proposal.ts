import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import type { ProposalAdoption } from "#services/ports/proposal-store";
import type { GitContext } from "#services/stores/git/git-context";
import { resolveStoredCommit } from "#services/stores/git/resolve-stored-commit";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { findAdoption } from "./find-adoption.js";
import { moveBaseline } from "./move-baseline.js";
import { readProposal } from "./read-proposal.js";
import { recordDecision } from "./record-decision.js";

/**
 * Moves the baseline by a decision: a signed commit on `main`, visible together with its record `baseline-adopted` or not at all, and
 * then the record `review-decided`. Killed in between, or asked twice, it ends with one of each.
 *
 * @throws LockstepError `proposal-stale`, `digest-mismatch` where the commit that was looked at holds another proposal,
 * `baseline-unproven`, `content-purged`, `store-conflict`, `store-unsound`, `ledger-broken`, `ledger-rolled-back`, `key-missing`
 */
export async function adoptProposal(
  context: GitContext,
  ledger: GitLedger,
  adoption: ProposalAdoption,
): Promise<{ readonly commit: string; readonly record: LedgerRecord }> {
  checkDecision(adoption);
  const known = await findAdoption(ledger, adoption.proposal);
  if (known === undefined) await checkApproved(context, ledger, adoption);
  const record = known ?? (await moveBaseline(context, ledger, adoption));
  await recordDecision(context, ledger, adoption, record);
  return { commit: await resolveStoredCommit(context.gitDir, ledger, String(record.body["commit"])), record };
}

function checkDecision({ proposal, decision }: ProposalAdoption): void {
  const isOfIt =
    proposal.kind === "adopt" &&
    decision.kind === "adopt" &&
    decision.outcome === "adopted" &&
    decision.engineId === proposal.engineId &&
    decision.key === proposal.key &&
    decision.digest === proposal.digest;
  if (!isOfIt) throw new LockstepError("bug", "a baseline was to move by a decision on something else");
}

/** An approval is of what stood in the commit that was looked at. */
async function checkApproved(
  context: GitContext,
  ledger: GitLedger,
  { proposal, decision }: ProposalAdoption,
): Promise<void> {
  if (decision.commit === null) return;
  const stored = await readProposal(context, await resolveStoredCommit(context.gitDir, ledger, decision.commit));
  const { engineId, key, digest, kind } = stored?.proposal ?? {};
  const isIt =
    engineId === proposal.engineId && key === proposal.key && digest === proposal.digest && kind === proposal.kind;
  if (isIt) return;
  const message = `the commit ${decision.commit.slice(0, 12)} that was approved does not hold this proposal`;
  throw new LockstepError("digest-mismatch", message);
}

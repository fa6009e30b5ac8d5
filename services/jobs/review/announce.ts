import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewDecision } from "#schemas/review-decision";
import { LockstepError } from "#services/core/errors";
import type { StoredProposal } from "#services/ports/proposal-store";
import { bodyOf } from "./publish.js";
import type { ReviewContext } from "./review-context.js";

const STATUS = "lockstep/proposal";

/** Sets the commit status, always, and a check run where the account may: what waits, and what it does to a failover. */
export async function announceStatus({ proposal, commit }: StoredProposal, context: ReviewContext): Promise<void> {
  const { session, texts } = context;
  const description = texts.status(proposal, session.abilities.statusMax);
  await session.setStatus(commit, { state: "pending", context: STATUS, description });
  if (!session.abilities.checkRuns) return;
  const conclusion = proposal.unauthorised ? "action_required" : "neutral";
  const summary = bodyOf(proposal, context);
  await session.setCheck(commit, { name: STATUS, conclusion, title: texts.title(proposal), summary });
}

/** Tells on the commit what was decided; it is on record already, so a forge that does not take it costs nothing. */
export async function announceDecision(decision: ReviewDecision, context: ReviewContext): Promise<void> {
  const { commit, outcome, key } = decision;
  if (commit === null) return;
  const state = outcome === "declined" ? "failure" : "success";
  try {
    await context.session.setStatus(commit, { state, context: STATUS, description: DECIDED[outcome] });
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    context.logger?.warn("decision not told on the commit", { key, code: error.code });
  }
}

const DECIDED = {
  adopted: "Accepted: the baseline follows production.",
  "restore-agreed": "Agreed: production is to be put back.",
  declined: "Declined: what was proposed is not to be done.",
} as const satisfies Record<ReviewDecision["outcome"], string>;

/** Labels of a proposal: the policy's, and what it is. */
export function labelsOf(
  { kind, severity, unauthorised }: ChangeProposal,
  { policy }: ReviewContext,
): readonly string[] {
  const own = ["lockstep", kind, `severity ${severity}`, ...(unauthorised ? ["unauthorised"] : [])];
  return [...new Set([...own, ...policy.labels])];
}

/** Whom the owner map names for a proposal; an owner of whom it says nothing is asked for by nobody. */
export function reviewersOf({ owners }: ChangeProposal, { policy }: ReviewContext): readonly string[] {
  const named = owners.flatMap((owner) => (Object.hasOwn(policy.owners, owner) ? [policy.owners[owner] ?? ""] : []));
  return [...new Set([...named, ...policy.approvers.teams])].filter((owner) => owner !== "");
}

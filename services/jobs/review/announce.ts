import type { ChangeProposal } from "#schemas/change-proposal";
import type { StoredProposal } from "#services/ports/proposal-store";
import { bodyOf } from "./publish.js";
import type { ReviewContext } from "./review-context.js";

const STATUS = "lockstep/proposal";

/** Sets the commit status, always, and a check run where the account may: what waits, and what it does to a failover. */
export async function announceStatus({ proposal, commit }: StoredProposal, context: ReviewContext): Promise<void> {
  const { session, texts } = context;
  const description = texts.status(proposal, session.abilities.statusMax);
  // The gate is the approval: the status tells that Lockstep stands behind this very commit.
  await session.setStatus(commit, { state: "success", context: STATUS, description });
  if (!session.abilities.checkRuns) return;
  const conclusion = proposal.unauthorised ? "action_required" : "neutral";
  const summary = bodyOf(proposal, context);
  await session.setCheck(commit, { name: STATUS, conclusion, title: texts.title(proposal), summary });
}

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

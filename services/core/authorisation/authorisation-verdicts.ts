import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";

/** What a verdict does to readiness: `policy` blocks unless the policy tolerates it, `amber` waits and shows. */
export type VerdictEffect = "none" | "amber" | "policy" | "blocks" | "unknown";

export interface VerdictMeaning {
  /** Precedence: of several verdicts on one change and one ticket, the lowest rank speaks. */
  readonly rank: number;
  readonly effect: VerdictEffect;
  /** Explains the change, or will unless a deadline passes: such a ticket is preferred among several. */
  readonly explains: boolean;
  /** For people, in the past tense. */
  readonly sentence: string;
}

/** The one registry of authorisation verdicts. */
export const AUTHORISATION_VERDICTS: Readonly<Record<AuthorisationVerdict, VerdictMeaning>> = {
  "not-applicable": meaning(1, "none", "Nothing was changed that asks for a ticket."),
  "source-unavailable": meaning(2, "unknown", "The ticket system could not be read, or its data was too old to tell."),
  unreferenced: meaning(3, "blocks", "No change ticket was named."),
  "ticket-unknown": meaning(4, "blocks", "The change named a ticket that the ticket system does not know."),
  "ticket-cancelled-or-rejected": meaning(5, "blocks", "The ticket was cancelled or rejected."),
  "on-hold": meaning(6, "blocks", "The ticket was on hold."),
  "scope-mismatch": meaning(7, "blocks", "The ticket was for something else."),
  "exceeds-scope": meaning(8, "blocks", "The work went beyond what its ticket covers."),
  "standard-scope-exceeded": meaning(9, "blocks", "The change did more than its standard template allows."),
  "freeze-violation": meaning(10, "blocks", "The change was made in a change freeze without an exemption."),
  "ticket-closed": meaning(11, "blocks", "The ticket was already closed when the change was made."),
  "not-approved-at-time": meaning(12, "blocks", "The ticket was not approved when the change was made."),
  "approval-unproven": meaning(
    13,
    "blocks",
    "It could not be shown that the ticket was approved when the change was made.",
  ),
  "content-mismatch": meaning(14, "blocks", "The change was not the content that was approved."),
  "out-of-window": meaning(15, "blocks", "The change was made outside the approved window."),
  "window-unproven": meaning(
    16,
    "policy",
    "It could not be shown that the change was made inside the approved window.",
  ),
  "window-amended-after": meaning(17, "policy", "The window was extended only after the change was made."),
  "sod-breach": meaning(18, "policy", "The change was approved by a person who made or asked for it."),
  "actor-mismatch": meaning(19, "policy", "The change was made by someone whom the ticket does not name."),
  "single-handed-overdue": meaning(
    20,
    "blocks",
    "One person approved and made the change, and nobody who may has reviewed it in time.",
  ),
  "pending-retrospective": meaning(
    21,
    "amber",
    "An emergency change: approval or review is still due, within its deadline.",
  ),
  "retrospective-overdue": meaning(
    22,
    "blocks",
    "An emergency change: a deadline for raising, approving or reviewing was missed.",
  ),
  "single-handed-pending": meaning(
    23,
    "amber",
    "One person approved and made the change, as policy allows: its review is still due, within its deadline.",
  ),
  "matched-subset": meaning(24, "amber", "Authorised as it was made, but not all that was approved with it was done."),
  "authorised-retrospective": meaning(
    25,
    "none",
    "Authorised afterwards: an emergency change, approved and reviewed in time.",
  ),
  "authorised-standard": meaning(26, "none", "Authorised as a standard change, within its pre-approved template."),
  authorised: meaning(27, "none", "Authorised: approved before it was made, for this artefact, in this window."),
};

/** Tells what a verdict does to readiness under this policy. */
export function effectOf(
  verdict: AuthorisationVerdict,
  control: Pick<ChangeControl, "tolerated">,
): Exclude<VerdictEffect, "policy"> {
  const { effect } = AUTHORISATION_VERDICTS[verdict];
  if (effect !== "policy") return effect;
  return control.tolerated.some((tolerated) => tolerated === verdict) ? "none" : "blocks";
}

function meaning(rank: number, effect: VerdictEffect, sentence: string): VerdictMeaning {
  return { rank, effect, explains: effect === "none" || effect === "amber", sentence };
}

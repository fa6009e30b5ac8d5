import type { SingleHandedDecision } from "#schemas/authorisation";
import type { ReadinessReason } from "#schemas/readiness";
import { epochOf, showEpoch } from "../authorisation/epoch-of.js";
import { COUNTED_DAYS } from "../authorisation/single-handed-decisions.js";

const NAMED = 10;

/** That one person alone decided, how often, and how each review stands: shown as long as it is counted. */
export function singleHandedNote(decisions: readonly SingleHandedDecision[], owner: string): ReadinessReason[] {
  if (decisions.length === 0) return [];
  const named = decisions.slice(0, NAMED).map((decision) => `${decision.ticket} (${reviewOf(decision)})`);
  const rest = decisions.length > NAMED ? ` and ${decisions.length - NAMED} more` : "";
  const count = decisions.length === 1 ? "One single-handed decision" : `${decisions.length} single-handed decisions`;
  return [
    {
      code: "single-handed",
      verdict: "ready",
      message: `${count} in the last ${COUNTED_DAYS} days: ${named.join(", ")}${rest}.`,
      owner,
      action: "See that a reviewer named in policy/change-control.yaml looks at each that is not reviewed.",
      findings: [],
    },
  ];
}

function reviewOf({ review, due }: SingleHandedDecision): string {
  switch (review) {
    case "done":
      return "reviewed";
    case "not-seen":
      return "its change no longer stands, no review seen";
    case "due":
      return `review due before ${showEpoch(epochOf(due))}`;
    case "missed":
      return `review missed, was due before ${showEpoch(epochOf(due))}`;
  }
}

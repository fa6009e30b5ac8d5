import type { ApprovalDecision, ApprovalFact } from "#schemas/change-ticket";
import { epochOf } from "../authorisation/epoch-of.js";

/** From what lets nothing pass to what lets pass. */
const STRICTEST_FIRST: readonly ApprovalDecision[] = [
  "rejected",
  "unknown",
  "cancelled",
  "requested",
  "not-requested",
  "approved",
];

/** What has no time may be the last word: milliseconds since 1970, beyond every time. */
const LAST = 8.64e15;

/**
 * Adds dated approvals up to the one decision that they come to, for a system that does not say it: in a record of edits the
 * last one speaks; of approvers each has a last word, and the strictest of them is the sum.
 */
export function addUpApprovals(facts: readonly ApprovalFact[]): ApprovalDecision {
  const counted = facts.filter(({ decision }) => decision !== "not-required");
  const edits = counted.filter(({ timeEvidence }) => timeEvidence === "audit-log");
  const others = counted.filter(({ timeEvidence }) => timeEvidence !== "audit-log");
  const lastEdit = latest(edits);
  const byApprover = new Map<string | null, ApprovalFact[]>();
  for (const fact of others) byApprover.set(fact.by, [...(byApprover.get(fact.by) ?? []), fact]);
  const words = [lastEdit, ...[...byApprover.values()].map(latest)].flatMap((fact) => fact?.decision ?? []);
  return STRICTEST_FIRST.find((decision) => words.includes(decision)) ?? "not-requested";
}

function latest(facts: readonly ApprovalFact[]): ApprovalFact | undefined {
  return [...facts].sort((a, b) => (epochOf(a.at) ?? LAST) - (epochOf(b.at) ?? LAST)).at(-1);
}

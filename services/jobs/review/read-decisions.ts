import { ReviewDecision } from "#schemas/review-decision";
import { formOf } from "#services/core/form-of";
import type { Ledger } from "#services/ports/estate-repository";

const isDecision = formOf<ReviewDecision>(ReviewDecision);

/** A decision, and when it was put on record. */
export interface RecordedDecision {
  readonly decision: ReviewDecision;
  readonly at: string;
}

/** Every decision on a proposal, the newest first. */
export async function readDecisions(ledger: Ledger): Promise<readonly RecordedDecision[]> {
  const decisions: RecordedDecision[] = [];
  for await (const { body, at } of ledger.records({ type: "review-decided" })) {
    if (isDecision(body)) decisions.push({ decision: body, at });
  }
  return decisions;
}

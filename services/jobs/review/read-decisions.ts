import { Ajv } from "ajv";
import { ReviewDecision } from "#schemas/review-decision";
import type { Ledger } from "#services/ports/estate-repository";

const isDecision = new Ajv({ strict: false }).compile<ReviewDecision>(ReviewDecision);

/** Every decision on a proposal, the newest first. Of an engine: only on its own. */
export async function readDecisions(ledger: Ledger, engineId?: string): Promise<readonly ReviewDecision[]> {
  const decisions: ReviewDecision[] = [];
  for await (const { body } of ledger.records({ type: "review-decided" })) {
    if (isDecision(body) && (engineId === undefined || body.engineId === engineId)) decisions.push(body);
  }
  return decisions;
}

import { ReviewDecision } from "#schemas/review-decision";
import { checkSchema } from "#services/core/policy/check-schema";
import type { Ledger } from "#services/ports/estate-repository";

/**
 * Digests of the changes that somebody decided are to be put back on production, since the baseline was approved. The newest word on
 * a change counts.
 */
export async function readAgreedRestores(
  ledger: Pick<Ledger, "records">,
  engineId: string,
  /** Instant. */
  since: string,
): Promise<ReadonlySet<string>> {
  const decided = new Map<string, boolean>();
  for await (const { at, body } of ledger.records({ type: "review-decided" })) {
    if (Date.parse(at) <= Date.parse(since)) break;
    if (!isDecision(body) || body.engineId !== engineId) continue;
    for (const change of body.changes) if (!decided.has(change)) decided.set(change, isToBePutBack(body));
  }
  return new Set([...decided].flatMap(([change, putBack]) => (putBack ? [change] : [])));
}

function isDecision(body: unknown): body is ReviewDecision {
  return checkSchema(body, ReviewDecision).length === 0;
}

function isToBePutBack({ kind, outcome }: ReviewDecision): boolean {
  return outcome === "restore-agreed" || (kind === "adopt" && outcome === "declined");
}

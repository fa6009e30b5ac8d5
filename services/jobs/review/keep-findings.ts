import type { GovernanceFinding } from "#schemas/review-report";
import type { ReviewContext } from "./review-context.js";

/** Puts findings about the estate repository on record, each once for its content. */
export async function keepFindings(findings: readonly GovernanceFinding[], context: ReviewContext): Promise<void> {
  if (findings.length === 0) return;
  const known = new Set<unknown>();
  for await (const { body } of context.ledger.records({ type: "governance-finding" })) known.add(body["id"]);
  for (const finding of findings) {
    if (known.has(finding.id)) continue;
    known.add(finding.id);
    const at = context.now().toISOString();
    await context.ledger.append({ type: "governance-finding", actor: "lockstep", at, body: { ...finding } });
  }
}

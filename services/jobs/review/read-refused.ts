import { GovernanceFinding } from "#schemas/review-report";
import { formOf } from "#services/core/form-of";
import type { Ledger } from "#services/ports/estate-repository";

const isFinding = formOf<GovernanceFinding>(GovernanceFinding);

/** Merges that did not count, as they were put on record, by the id of the finding. */
export async function readRefused(ledger: Ledger): Promise<ReadonlyMap<string, GovernanceFinding>> {
  const refused = new Map<string, GovernanceFinding>();
  for await (const { body } of ledger.records({ type: "governance-finding" })) {
    if (isFinding(body) && body.code === "merged-unapproved") refused.set(body.id, body);
  }
  return refused;
}

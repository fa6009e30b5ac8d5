import type { RecordSummary } from "#schemas/api/record-summary";
import type { Ledger } from "#services/ports/estate-repository";
import type { Paged, RecordPage } from "#services/ports/estate-views";

/** Gives records of the ledger without their bodies, newest first. */
export async function pageOfRecords(
  ledger: Pick<Ledger, "records">,
  { limit, before, type }: RecordPage,
): Promise<Paged<RecordSummary>> {
  const items: RecordSummary[] = [];
  const filter = { limit: limit + 1, ...(before === undefined ? {} : { before }), ...(type && { type }) };
  for await (const { seq, at, type: kind, actor, previous, hash } of ledger.records(filter)) {
    items.push({ seq, at, type: kind, actor, previous, hash });
  }
  return { items: items.slice(0, limit), next: items.length > limit ? items[limit - 1]?.seq : undefined };
}

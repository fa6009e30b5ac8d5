import type { EvidenceDocument } from "#schemas/evidence-document";
import type { PackedDocument } from "#services/jobs/evidence/pack-documents";
import { renderTableCsv } from "#services/reports/evidence/render-table-csv";

/** Renders what people read of a pack, in the order in which it lies in it. */
export async function* renderEvidence(document: EvidenceDocument): AsyncGenerator<PackedDocument, void, undefined> {
  for (const table of document.tables) yield { name: `${table.id}.csv`, bytes: Buffer.from(renderTableCsv(table)) };
}

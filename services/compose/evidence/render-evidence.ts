import type { EvidenceDocument } from "#schemas/evidence-document";
import type { PackedDocument } from "#services/jobs/evidence/pack-documents";
import { createTypstPrinter } from "#services/printers/typst/create-typst-printer";
import { renderEvidenceHtml } from "#services/reports/evidence/render-evidence-html";
import { renderEvidenceJunit } from "#services/reports/evidence/render-evidence-junit";
import { renderEvidenceOscal } from "#services/reports/evidence/render-evidence-oscal";
import { renderEvidenceReadme } from "#services/reports/evidence/render-evidence-readme";
import { renderEvidenceSarif } from "#services/reports/evidence/render-evidence-sarif";
import { renderEvidenceTypst } from "#services/reports/evidence/render-evidence-typst";
import { renderTableCsv } from "#services/reports/evidence/render-table-csv";

/** Renders what people read of a pack, in the order in which it lies in it. */
export async function* renderEvidence(document: EvidenceDocument): AsyncGenerator<PackedDocument, void, undefined> {
  yield { name: "README.txt", bytes: Buffer.from(renderEvidenceReadme(document)) };
  yield { name: "index.html", bytes: Buffer.from(renderEvidenceHtml(document)) };
  yield { name: "report.pdf", bytes: await createTypstPrinter().print(renderEvidenceTypst(document)) };
  for (const table of document.tables) yield { name: `${table.id}.csv`, bytes: Buffer.from(renderTableCsv(table)) };
  yield { name: "drift.sarif", bytes: Buffer.from(renderEvidenceSarif(document)) };
  yield { name: "readiness.junit.xml", bytes: Buffer.from(renderEvidenceJunit(document)) };
  yield { name: "oscal-ar.json", bytes: Buffer.from(renderEvidenceOscal(document)) };
}

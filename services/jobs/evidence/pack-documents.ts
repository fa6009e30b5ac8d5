import type { EvidenceDocument } from "#schemas/evidence-document";
import { jsonFiles } from "#services/core/evidence/json-files";

/** A file of a pack, made from its document. */
export interface PackedDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Makes what people read: pages, lists and what programs of others take. The same bytes for the same document. */
export type RenderEvidence = (document: EvidenceDocument) => AsyncIterable<PackedDocument>;

/** Gives every file of a pack that is made from its document, in the order in which they stand in it. */
export async function* packDocuments(
  document: EvidenceDocument,
  render: RenderEvidence,
): AsyncGenerator<PackedDocument, void, undefined> {
  yield* render(document);
  for (const { name, text } of jsonFiles(document)) yield { name, bytes: Buffer.from(text) };
}

import { createFileDialect } from "#services/engines/files/dialect";
import type { DialectHarness } from "#test/conformance/dialect-harness";
import { FILE_CLAIMS, fileDocuments } from "#test/engines/files/dialect-documents";
import { PACKS } from "#test/engines/files/file-fixture";

/** What this product brings to the suite of dialects. */
export const commandDialectHarness: DialectHarness = {
  dialect: createFileDialect(PACKS, "command"),
  documents: () => fileDocuments("export 57f926f1ca16"),
  ...FILE_CLAIMS,
};

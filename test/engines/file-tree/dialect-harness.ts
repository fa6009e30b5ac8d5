import type { DialectHarness } from "#test/conformance/dialect-harness";
import { FILE_CLAIMS, fileDocuments } from "#test/engines/files/dialect-documents";
import { dialect } from "#test/engines/files/file-fixture";

/** What this product brings to the suite of dialects. */
export const fileTreeDialectHarness: DialectHarness = { dialect, documents: () => fileDocuments(), ...FILE_CLAIMS };

import type { ExportItem, ParsedExport } from "#services/core/dialect";
import { parseAudit } from "./parse-audit.js";
import { parseDocument, parseFile } from "./parse-document.js";
import { parseMetricsAnswer } from "./parse-metrics-answer.js";
import { parseProduction } from "./parse-production.js";
import { parseNamespace, parseServer } from "./parse-server.js";
import { parseTable } from "./parse-table.js";
import { unsupported } from "./place.js";

/** What an item means, by the name of its source. */
const PARSERS: Readonly<Record<string, (item: ExportItem) => ParsedExport>> = {
  server: parseServer,
  namespace: parseNamespace,
  document: parseDocument,
  production: parseProduction,
  table: parseTable,
  metrics: parseMetricsAnswer,
  audit: parseAudit,
  file: parseFile,
};

/**
 * Reads one answer or file.
 *
 * @throws LockstepError `export-malformed`, `export-unsupported`
 */
export function parseExport(item: ExportItem): ParsedExport {
  const parse = Object.hasOwn(PARSERS, item.source) ? PARSERS[item.source] : undefined;
  if (parse === undefined) throw unsupported(item.origin, "InterSystems has no such source");
  return parse(item);
}

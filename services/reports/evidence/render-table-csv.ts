import { stringify } from "csv-stringify/sync";
import type { EvidenceCell, EvidenceTable } from "#schemas/evidence-table";
import { escapeText } from "#services/core/text/escape-text";
import { guardFormula } from "./guard-formula.js";

/**
 * A table as CSV (RFC 4180): a line of headings, then a line a row, each ended by CR LF; what is none is an empty cell, and a yes or no is a word.
 *
 * It begins with a byte order mark: without one Excel takes UTF-8 for the code page of the machine, and names come out wrong. Text is on one line, with
 * what is invisible shown by its number, so that lines can be counted by any program.
 */
export function renderTableCsv({ columns, rows }: Pick<EvidenceTable, "columns" | "rows">): string {
  const lines = rows.map((row) => columns.map(({ key }) => csvCell(row[key] ?? null)));
  return stringify([columns.map(({ key }) => key), ...lines], { bom: true, record_delimiter: "windows" });
}

/** A number stays a number: nobody but us wrote it. */
function csvCell(cell: EvidenceCell): string | number {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "number" ? cell : guardFormula(escapeText(cell));
}

import type { ExportItem, ParsedExport, RawNode } from "#services/core/dialect";
import { isJsonObject, type JsonObject, parseJsonObject, parseJsonRows, textIn } from "./json-answer.js";
import { listItems } from "./list-columns.js";
import { malformed } from "./place.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { rowArtefacts } from "./row-artefacts.js";

/** Reads the rows of a table: one artefact a row. @throws LockstepError `export-malformed` */
export function parseTable({ bytes, origin }: ExportItem): ParsedExport {
  const answer = parseJsonObject(bytes, origin);
  const table = textIn(answer, "table");
  const namespace = textIn(answer, "namespace");
  if (table === "" || namespace === "") throw malformed(origin, 1, "it names no table of a namespace");
  const rows = parseJsonRows(bytes, origin).map((row) => rowNode(row, origin, 0));
  return { artefacts: rowArtefacts(table, rows, { namespace, origin }), facts: {} };
}

/** No column nests deeper: a list of lists of objects. */
const MAX_DEPTH = 6;

function rowNode(row: JsonObject, origin: string, depth: number): RawNode {
  return branchNode(
    "row",
    Object.keys(row).map((column) => columnNode(column, row[column], origin, depth + 1)),
  );
}

/** A column may hold a list or an object, which newer versions give as JSON. */
function columnNode(column: string, value: unknown, origin: string, depth: number): RawNode {
  if (depth > MAX_DEPTH) throw malformed(origin, 1, "a column is nested too deep");
  if (Array.isArray(value)) {
    return branchNode(
      column,
      value.map((item) => columnNode("item", item, origin, depth + 1)),
    );
  }
  if (isJsonObject(value)) return { ...rowNode(value, origin, depth), name: column };
  const text = textIn({ value }, "value");
  return listItems(column, text) ?? leafNode(column, text);
}

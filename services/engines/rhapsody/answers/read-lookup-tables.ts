import { parse } from "csv-parse/sync";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { compareText } from "#services/core/text/compare-text";
import { gunzip } from "#services/formats/zip/gunzip";
import { decodeBase64 } from "../decode-base64.js";
import { attributeOf, branchNode, childOf, childrenNamed, leafNode, namedLeaf, textOf } from "../raw-tree.js";

/** Larger tables are kept as one text of lines, so that a tree of a million cells is never built. */
const MAX_ROWS_AS_TREE = 2_000;
/** The leaf that such a table is. */
export const LARGE_TABLE = "rowsAsText";

/** Reads `GET /admin/lookuptables?includeValues=true`: columns in their order, rows by their key columns. */
export function readLookupTables(root: RawNode, origin: string): ParsedExport {
  const tables = root.name === "lookupTable" ? [root] : childrenNamed(root, "lookupTable");
  return { artefacts: tables.map((table) => readTable(table, origin)), facts: {} };
}

function readTable(table: RawNode, origin: string): RawArtefact {
  const name = textOf(table, "name") ?? attributeOf(table, "name") ?? attributeOf(table, "guid") ?? "";
  const columns = childrenNamed(table, "column").map((column) =>
    branchNode("column", column.children.map(withPlainSwitch)),
  );
  const others = table.children.filter((child) => !/^(?:name|column|values)$/.test(child.name)).map(withPlainSwitch);
  const values = childOf(table, "values");
  const guid = attributeOf(table, "guid");
  const root = branchNode("lookupTable", [
    ...others,
    branchNode("columns", columns),
    ...(values === undefined ? [] : [rowsNode(readCsv(values, name, origin), columns)]),
    ...(guid === undefined ? [] : [branchNode("identity", [namedLeaf("id", "object", guid)])]),
  ]);
  return { kind: "lookup-table", key: name, name, root };
}

/** Both spellings occur. */
function withPlainSwitch(leaf: RawNode): RawNode {
  return /^(?:true|false)$/i.test(leaf.text) ? { ...leaf, text: leaf.text.toLowerCase() } : leaf;
}

type Row = readonly string[];

function readCsv(values: RawNode, table: string, origin: string): readonly Row[] {
  const isCompressed = attributeOf(values, "compressed")?.toLowerCase() === "true";
  const where = `${origin} (values of table ${JSON.stringify(table.slice(0, 80))})`;
  const text = isCompressed ? inflate(values.text, where) : values.text;
  try {
    const rows: unknown = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
    return Array.isArray(rows) ? rows.map((row: unknown) => (Array.isArray(row) ? row.map(String) : [])) : [];
  } catch {
    throw malformed(where, "they are no CSV");
  }
}

function inflate(base64: string, where: string): string {
  const bytes = decodeBase64(base64.trim());
  if (bytes === undefined) throw malformed(where, "they are no base64");
  return bytes.byteLength === 0 ? "" : new TextDecoder().decode(gunzip(bytes, where));
}

function malformed(where: string, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${where} is malformed: ${reason}.`);
}

function rowsNode(read: readonly Row[], columns: readonly RawNode[]): RawNode {
  const names = columns.map((column, index) => textOf(column, "name") ?? `column ${index + 1}`);
  // Whether the first line names the columns differs between the two requests that give values.
  const rows = read[0]?.join("\0") === names.join("\0") ? read.slice(1) : read;
  if (rows.length > MAX_ROWS_AS_TREE) return leafNode(LARGE_TABLE, rowsAsText(rows, names));
  const cellsOf = (row: Row): RawNode[] =>
    row.map((cell, index) => namedLeaf("cell", names[index] ?? `column ${index + 1}`, cell));
  return branchNode(
    "rows",
    rows.map((row) => branchNode("row", cellsOf(row))),
  );
}

function rowsAsText(rows: readonly Row[], names: readonly string[]): string {
  const line = (cells: Row): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  return [line(names), ...rows.map(line).sort(compareText)].join("\n");
}

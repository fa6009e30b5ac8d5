import type { ExportItem, ParsedExport, RawNode } from "#services/core/dialect";
import { parseEngineList } from "./engine-list.js";
import { isJsonObject, type JsonObject, parseJsonObject, parseJsonRows, textIn } from "./json-answer.js";
import { listItems } from "./list-columns.js";
import { malformed } from "./place.js";
import { branchNode, leafNode } from "./raw-nodes.js";
import { rowArtefacts } from "./row-artefacts.js";
import { rowExpiries } from "./row-expiries.js";
import { nameTasksBefore } from "./task-rows.js";

/** Reads the rows of a table: one artefact a row. @throws LockstepError `export-malformed` */
export function parseTable({ bytes, origin }: ExportItem): ParsedExport {
  const answer = parseJsonObject(bytes, origin);
  const table = textIn(answer, "table");
  const namespace = textIn(answer, "namespace");
  if (table === "" || namespace === "") throw malformed(origin, 1, "it names no table of a namespace");
  const told = parseJsonRows(bytes, origin);
  const rows = (table === "%SYS.Task" ? nameTasksBefore(told) : told).map((row) => rowNode(row, origin, 0));
  const expiries = rowExpiries(table, told);
  const facts = expiries.length === 0 ? {} : { expiries: [...expiries] };
  return { artefacts: rowArtefacts(table, rows, { namespace, origin }), facts };
}

/** No column nests deeper: a list of lists of objects. */
const MAX_DEPTH = 6;

function rowNode(row: JsonObject, origin: string, depth: number): RawNode {
  return branchNode(
    "row",
    Object.keys(row).map((column) => columnNode(column, row[column], origin, depth + 1)),
  );
}

const TASK_SETTINGS = "Settings";

/** A task's settings by name, where they come as the engine keeps them; else their text whole, which is then secret. */
function settingsNode(text: string): RawNode {
  const items = parseEngineList(text) ?? [];
  if (items.length === 0 || items.length % 2 !== 0) return leafNode(TASK_SETTINGS, text);
  const names = items.filter((_item, index) => index % 2 === 0);
  return branchNode(
    TASK_SETTINGS,
    names.map((name, index) => leafNode(name, items[2 * index + 1] ?? "")),
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
  if (column === TASK_SETTINGS) return settingsNode(text);
  return listItems(column, text) ?? leafNode(column, text);
}

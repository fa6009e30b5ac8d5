import type { NarrowedRights } from "./faults.js";
import type { InstanceState, NamespaceState } from "./instance-state.js";
import { KNOWN_QUERIES } from "./known-queries.js";
import type { Row, Value } from "./model.js";

/** Rows, or what the engine says in their place. */
export type QueryResult =
  | { readonly rows: readonly Row[] }
  | { readonly error: { readonly code: number; readonly text: string } };

/** Answers the queries it knows, by their exact text; anything else is an SQL error, as a typing mistake is on an engine. */
export function runQuery(
  state: InstanceState,
  namespace: NamespaceState,
  query: string,
  rights: NarrowedRights,
): QueryResult {
  const [, top, columns = "", source = ""] = /^SELECT (?:TOP (\d+) )?(.+?) FROM (\S+)/.exec(query) ?? [];
  const table = source.replace(CLASS_QUERY, "");
  if (!KNOWN_QUERIES.has(query)) return failed(-1, "Invalid SQL statement: a query that nobody listed was sent");
  if (table.startsWith("Ens_") === (namespace.name === "%SYS")) return failed(-30, `Table '${table}' not found`);
  const isDirect = source === table;
  const isGuarded = table.startsWith("Security.") && state.guardsSecurity;
  if (rights.deniedTables?.includes(table) || (isGuarded && isDirect)) {
    return failed(-99, `User is not privileged for the operation on table ${table}`);
  }
  if (!isDirect && rights.noSecurityAdministration) return denied();
  if (state.lacks.has(table)) return failed(-30, `Table '${table}' not found`);
  const missing = columns.split(", ").find((column) => state.lacks.has(`${table}.${column}`));
  if (missing !== undefined) return failed(-29, `Field '${missing.toUpperCase()}' not found in the applicable tables`);
  const rows = tableRows(namespace, table);
  const order = /ORDER BY (.+?)(?: DESC)?$/.exec(query)?.[1]?.split(", ") ?? [];
  const sorted = query.endsWith(" DESC") ? rows : rows.toSorted((a, b) => compareRows(a, b, order));
  return { rows: project(sorted.slice(0, top === undefined ? undefined : Number(top)), columns) };
}

/** A class query of a security class, in the place of its table. */
const CLASS_QUERY = /_(?:List|ListAll|Detail)\('\*'\)$/;

/** The names of lookup tables are those of the documents, as both show one global; a model may say otherwise. */
function tableRows({ documents, tables }: NamespaceState, table: string): readonly Row[] {
  const rows = tables.get(table);
  if (rows !== undefined || table !== "Ens_Util.LookupTable") return rows ?? [];
  return [...documents.keys()].filter((name) => /\.lut$/i.test(name)).map((name) => ({ TableName: name.slice(0, -4) }));
}

function compareRows(a: Row, b: Row, order: readonly string[]): number {
  for (const column of order) {
    const [x, y] = [String(a[column] ?? ""), String(b[column] ?? "")];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function project(rows: readonly Row[], columns: string): readonly Row[] {
  if (columns === "*") return rows;
  const names = columns.replace(/^DISTINCT /, "").split(", ");
  return rows.map((row) => Object.fromEntries(names.map((name): [string, Value] => [name, row[name] ?? ""])));
}

function denied(): QueryResult {
  return { error: { code: -400, text: "ERROR #822: Access Denied" } };
}

function failed(code: number, text: string): QueryResult {
  return { error: { code, text: `ERROR #5540: SQLCODE: ${code} Message:  ${text}` } };
}

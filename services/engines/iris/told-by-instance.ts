import { SYSTEM_SELECTS } from "./table-selects.js";

/**
 * Why an entry of a node's own parameter file weighs less than it would alone: the instance itself tells what of it is in force,
 * and that is compared. `undefined` for what the file alone tells.
 */
export function toldByInstance(kind: string, key: string, [entry]: readonly string[]): string | undefined {
  if (kind !== "node-cpf-section") return undefined;
  const section = key.slice(key.lastIndexOf("#") + 1);
  if (/^Map\./.test(section) || WHOLE.has(section)) return AT_THE_INSTANCE;
  const isTold = entry !== undefined && COLUMNS.get(section)?.has(entry) === true;
  return isTold ? AT_THE_INSTANCE : undefined;
}

const AT_THE_INSTANCE =
  "what is in force is told at the instance's own configuration; the file alone takes effect with the next start";

/** Sections whose entries are rows, or columns that are all asked for. */
const WHOLE: ReadonlySet<string> = new Set(["Namespaces", "Databases", "config", "SQL", "Miscellaneous"]);

/** Sections of which some entries are asked for, by name. */
const COLUMNS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ["Startup", "Journal"].map((section) => [section, columnsOf(`Config.${section}`)]),
);

function columnsOf(table: string): ReadonlySet<string> {
  const query = SYSTEM_SELECTS.find((select) => select.table === table)?.query ?? "";
  return new Set(/^SELECT (.+) FROM /.exec(query)?.[1]?.split(", ") ?? []);
}

import { LockstepError } from "#services/core/errors";
import type { ReadStep } from "#services/ports/connector";
import { type Row, RowsAnswer } from "./answers.js";
import { readNarrower } from "./read-narrower.js";
import { namespacePath } from "./read-requests.js";
import { askAside, itemStep, type Reading, type Told, unreadStep } from "./reading.js";
import type { TableSelect } from "./table-select.js";
import { QUERIES } from "./table-selects.js";

/** The namespace that holds what an instance as a whole is. */
export const SYSTEM_NAMESPACE = "%SYS";

/** Reads one table whole as an item, as far as the version knows it; returns its rows where they could be read. */
export async function* readTable(
  reading: Reading,
  namespace: string,
  select: TableSelect,
): AsyncGenerator<ReadStep, readonly Row[] | undefined> {
  const { table, query, narrower, mayLack } = select;
  const origin = `${namespace}/${table}`;
  const ask = (each: string): Promise<Told<readonly Row[]>> => queryRows(reading, namespace, each);
  const whole = await ask(query);
  if ("refused" in whole && whole.lacks === "table" && mayLack) {
    yield itemStep(reading, "table", origin, { namespace, table, rows: [], lacks: ["*"] });
    return [];
  }
  const isNarrowed = "refused" in whole && whole.lacks === "column" && narrower !== undefined;
  const told = isNarrowed ? await readNarrower(narrower, ask, origin) : whole;
  if ("refused" in told) {
    yield unreadStep(`table/${origin}`, told.refused);
    return undefined;
  }
  const lacks = "lacks" in told ? { lacks: told.lacks } : {};
  yield itemStep(reading, "table", origin, { namespace, table, rows: told.value, ...lacks });
  return told.value;
}

/** Sends one query of the fixed list, and no other: this interface runs whatever SQL it is given. */
export async function queryRows(reading: Reading, namespace: string, query: string): Promise<Told<readonly Row[]>> {
  if (!QUERIES.has(query)) throw new LockstepError("bug", "a query was to be sent that is not on the fixed list");
  const told = await askAside(reading, {
    path: namespacePath(namespace, "/action/query"),
    origin: `${namespace}: ${/ FROM (\S+)/.exec(query)?.[1] ?? "query"}`,
    schema: RowsAnswer,
    body: { query, parameters: [] },
  });
  return "refused" in told ? told : { value: told.value.content, headers: told.headers };
}

/** Whether this version is asked; one that cannot be told is asked everything. */
export function isAsked({ since, until }: TableSelect, version: number | undefined): boolean {
  if (version === undefined) return until === undefined;
  return (since === undefined || version >= since) && (until === undefined || version < until);
}

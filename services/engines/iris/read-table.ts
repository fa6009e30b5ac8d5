import { LockstepError } from "#services/core/errors";
import type { ReadStep } from "#services/ports/connector";
import { type Row, RowsAnswer } from "./answers.js";
import { namespacePath } from "./read-requests.js";
import { askAside, itemStep, type Reading, type Told, unreadStep } from "./reading.js";
import { QUERIES, type TableSelect } from "./table-selects.js";

/** The namespace that holds what an instance as a whole is. */
export const SYSTEM_NAMESPACE = "%SYS";

/** Reads one table whole as an item; returns its rows where they could be read. */
export async function* readTable(
  reading: Reading,
  namespace: string,
  { table, query }: TableSelect,
): AsyncGenerator<ReadStep, readonly Row[] | undefined> {
  const told = await queryRows(reading, namespace, query);
  const origin = `${namespace}/${table}`;
  if ("refused" in told) {
    yield unreadStep(`table/${origin}`, told.refused);
    return undefined;
  }
  yield itemStep(reading, "table", origin, { namespace, table, rows: told.value });
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

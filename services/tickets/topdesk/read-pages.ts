import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import type { JsonAnswer } from "../asking/open-asking.js";
import type { Desk } from "./with-desk.js";

export type Row = Readonly<Record<string, unknown>>;

/** What is asked of a list. */
export interface ListQuery {
  readonly path: string;
  /** FIQL; left out: everything. */
  readonly query?: string;
  readonly fields: readonly string[];
  readonly sort?: string;
  /** Rows a page. Default 500. */
  readonly pageSize?: number;
  /** One page and no more: for a sample. */
  readonly onePage?: true;
}

const PAGE = 500;
const MAX_PAGES = 5000;
const [LAST, NONE, MORE, NOT_UNDERSTOOD] = [200, 204, 206, 400] as const;

/**
 * Reads every row of a list, page by page: 206 says that there are more, 200 that this was the last, 204 that there is none. A
 * page may be shorter than asked for, so the next begins where this one ended.
 *
 * @returns `undefined` where the desk does not understand the query (400)
 * @throws LockstepError of family upstream
 */
export async function readPages(desk: Desk, list: ListQuery): Promise<readonly Row[] | undefined> {
  const rows = new Map<string, Row>();
  let start = 0;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await desk.asking.getJson(pathOf(list, start), { accept: [NONE, MORE, NOT_UNDERSTOOD] });
    if (answer.status === NOT_UNDERSTOOD) return undefined;
    const found = rowsOf(answer, desk, list);
    const known = rows.size;
    for (const row of found) rows.set(idOf(row, desk, list), row);
    if (answer.status !== MORE || list.onePage) return [...rows.values()];
    if (rows.size === known) throw unexpected(desk, list, "has more pages, and repeats itself");
    start += found.length;
  }
  throw unexpected(desk, list, "has pages without an end");
}

/** Reads a list whose query is of our own making, so that not to understand it is a fault. */
export async function readList(desk: Desk, list: ListQuery): Promise<readonly Row[]> {
  const rows = await readPages(desk, list);
  if (rows !== undefined) return rows;
  throw unexpected(desk, list, "does not understand its query (400): compare the filter with the API's own page");
}

function pathOf({ path, query, fields, sort, pageSize = PAGE }: ListQuery, start: number): string {
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ["query", query === "" ? undefined : query],
    ["fields", ["id", ...fields.filter((field) => field !== "id")].join(",")],
    ["sort", sort],
    ["pageStart", String(start)],
    ["pageSize", String(pageSize)],
  ];
  const asked = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value)}`,
  );
  return `${path}?${asked.join("&")}`;
}

function rowsOf({ status, body }: JsonAnswer, desk: Desk, list: ListQuery): readonly Row[] {
  if (status === NONE) return [];
  const results: unknown = isRecord(body) ? body["results"] : undefined;
  if (!Array.isArray(results) || !results.every(isRecord)) {
    throw unexpected(desk, list, `is not told as results (${status === MORE ? MORE : LAST})`);
  }
  return results;
}

function idOf(row: Row, desk: Desk, list: ListQuery): string {
  const id = firstText(row, ["/id"]);
  if (id !== null && ID.test(id)) return id;
  throw unexpected(desk, list, "has an entry without an id");
}

/** A UUID, as every id of the product is: nothing else is put into a query. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function unexpected({ id }: Desk, { path }: ListQuery, what: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id}: ${path} ${what}.`, { details: { node: id } });
}

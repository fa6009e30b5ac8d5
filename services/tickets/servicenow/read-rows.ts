import { LockstepError } from "#services/core/errors";
import { nextLink } from "../asking/next-link.js";
import type { Asking, JsonAnswer } from "../asking/open-asking.js";
import { CHANGE_API, TABLE_API } from "./read-requests.js";
import { type Field, toRow } from "./to-row.js";

export type Row = Readonly<Record<string, Field>>;

/** What is read of a table. */
export interface RowQuery {
  readonly table: string;
  /** An encoded query. */
  readonly query: string;
  readonly fields: readonly string[];
  /** Rows a page. Default 200. */
  readonly limit?: number;
  /** One page and no more: for a sample. */
  readonly onePage?: true;
}

export interface Rows {
  /** Each once. */
  readonly rows: readonly Row[];
  /** How many the instance counts that the account may not see; 0 where it does not count. */
  readonly hidden: number;
  readonly clockSkewMs: number | undefined;
}

/** Whom to ask, and what it is called in messages. */
export interface Instance {
  readonly id: string;
  readonly asking: Asking;
  /** Change requests are asked of the Change API, which has fewer rights to give. */
  readonly changeApi: boolean;
}

const PAGE = 200;
const MAX_PAGES = 5000;

/**
 * Reads every row of a query, page by page by the `Link` that each names: rights are looked at after rows are counted off, so
 * that a short page, even an empty one, is not the last.
 *
 * @throws LockstepError of family upstream; `answer-truncated` where the instance broke its own answer off
 */
export async function readRows(instance: Instance, query: RowQuery): Promise<Rows> {
  const { id, asking } = instance;
  const limit = query.limit ?? PAGE;
  const first = pathOf(instance, query, limit);
  const rows = new Map<string, Row>();
  const totals: number[] = [];
  let clockSkewMs: number | undefined;
  let path: string | undefined = first;
  for (let page = 1; path !== undefined; page += 1) {
    if (page > MAX_PAGES) throw unexpected(id, query, "names pages without an end");
    const asked: string = path;
    // The first version of the Table API answers 404 where nothing fits.
    const answer: JsonAnswer = await asking.getJson(asked, { accept: [404] });
    const found = rowsOf(answer, id, query);
    const known = rows.size;
    for (const row of found) rows.set(row["sys_id"]?.value ?? `${rows.size}`, row);
    if (page > 1 && found.length > 0 && rows.size === known) throw unexpected(id, query, "repeats its pages");
    clockSkewMs ??= answer.clockSkewMs;
    const total = totalOf(answer);
    if (total !== undefined) totals.push(total);
    path = query.onePage
      ? undefined
      : nextPage(answer, { ...instance, asked, first, query, limit, page, found: found.length, total });
  }
  const counted = totals.length === 0 ? rows.size : Math.min(...totals);
  const expected = query.onePage ? Math.min(counted, limit) : counted;
  return { rows: [...rows.values()], hidden: Math.max(0, expected - rows.size), clockSkewMs };
}

function pathOf({ changeApi }: Instance, { table, query, fields }: RowQuery, limit: number): string {
  const parameters = [
    ["sysparm_query", query],
    ["sysparm_fields", [...new Set(["sys_id", ...fields])].join(",")],
    // Both what is stored and what is shown; dates as stored are UTC, as shown they are in the account's own zone.
    ["sysparm_display_value", "all"],
    ["sysparm_exclude_reference_link", "true"],
    ["sysparm_limit", String(limit)],
    ["sysparm_offset", "0"],
  ] as const;
  const asked = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return `${changeApi && table === "change_request" ? CHANGE_API : `${TABLE_API}${table}`}?${asked}`;
}

function rowsOf({ status, body }: JsonAnswer, id: string, query: RowQuery): readonly Row[] {
  const { result, error } = asAnswer(body);
  if (status === 404) {
    const message: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "message") : undefined;
    if (typeof message === "string" && /^No Record found/i.test(message)) return [];
    throw unexpected(id, query, "is not there (404): check that url is the address of the instance");
  }
  // Past its time limit the instance ends a list with an error, behind what it has written, and status 200.
  if (error !== undefined) {
    throw new LockstepError("answer-truncated", `${id} broke off its answer about ${query.table} by itself.`, {
      details: { node: id },
    });
  }
  const rows = Array.isArray(result) ? result.map((row: unknown) => toRow(row)) : [undefined];
  return rows.map((row) => {
    if (row === undefined) throw unexpected(id, query, "is not told in rows of value and display value");
    return row;
  });
}

function asAnswer(body: unknown): { readonly result?: unknown; readonly error?: unknown } {
  return typeof body === "object" && body !== null ? body : {};
}

function totalOf({ headers }: JsonAnswer): number | undefined {
  const total = headers["x-total-count"];
  return typeof total === "string" && /^\d{1,9}$/.test(total) ? Number(total) : undefined;
}

interface Paging extends Instance {
  readonly asked: string;
  readonly first: string;
  readonly query: RowQuery;
  readonly limit: number;
  readonly page: number;
  readonly found: number;
  readonly total: number | undefined;
}

/** The page that follows. Where neither a link nor a count is told, pages are asked for until one is empty. */
function nextPage(answer: JsonAnswer, paging: Paging): string | undefined {
  const { asked, first, id, asking, query, limit, page, found, total } = paging;
  const next = nextLink(answer, asked, asking, id);
  if (next !== undefined) {
    if (next === asked) throw unexpected(id, query, "names the same page as the next one");
    return next;
  }
  const isTold = total === undefined ? answer.headers["link"] !== undefined : total <= page * limit;
  if (isTold || (total === undefined && found === 0)) return undefined;
  return first.replace(/sysparm_offset=0$/, `sysparm_offset=${page * limit}`);
}

function unexpected(id: string, { table }: RowQuery, what: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id}: ${table} ${what}.`, { details: { node: id } });
}

import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import { nextLink } from "../asking/next-link.js";
import { CHANGES } from "./read-requests.js";
import type { Account } from "./with-account.js";

export type Row = Readonly<Record<string, unknown>>;

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly clockSkewMs: number | undefined;
}

const PER_PAGE = 100;
const MAX_PAGES = 1000;

/**
 * Reads every change that was edited since. Left alone the list holds the last 30 days and the primary workspace, so both are
 * always said. Its newest stand first: a change made meanwhile moves others to the next page, where they are read again.
 *
 * @param onePage for a sample
 * @throws LockstepError of family upstream
 */
export async function readChanges(account: Account, fromMs: number, onePage = false): Promise<ReadRows> {
  const { id, asking } = account;
  const rows = new Map<string, Row>();
  let clockSkewMs: number | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = pathOf(account, fromMs, page);
    const answer = await asking.getJson(path);
    clockSkewMs ??= answer.clockSkewMs;
    const found = rowsIn(answer.body, "changes", id);
    const known = rows.size;
    for (const row of found) rows.set(idOf(row, id), row);
    // Where a proxy takes the link away, a full page is not the last.
    const isMore = nextLink(answer, path, asking, id) !== undefined || found.length >= PER_PAGE;
    if (!isMore || onePage) return { rows: [...rows.values()], clockSkewMs };
    if (found.length > 0 && rows.size === known) throw unexpected(id, "repeats its pages");
  }
  throw unexpected(id, "names pages without an end");
}

function pathOf({ workspace }: Account, fromMs: number, page: number): string {
  const since = `${new Date(fromMs).toISOString().slice(0, 19)}Z`;
  const place = workspace === undefined ? "" : `workspace_id=${workspace}&`;
  return `${CHANGES}?${place}include=stats&updated_since=${encodeURIComponent(since)}&per_page=${PER_PAGE}&page=${page}`;
}

/** The change with an id, with its dates; `undefined` where there is none. @throws LockstepError of family upstream */
export async function readChange({ id, asking }: Account, changeId: string): Promise<Row | undefined> {
  const { status, body } = await asking.getJson(`${CHANGES}/${changeId}?include=stats`, { accept: [404] });
  if (status === 404) return undefined;
  const change: unknown = isRecord(body) ? body["change"] : undefined;
  if (isRecord(change)) return change;
  throw unexpected(id, "tells a change in another form");
}

/** The rows that an answer holds under a name. @throws LockstepError `answer-unexpected` */
export function rowsIn(body: unknown, name: string, id: string): readonly Row[] {
  const rows: unknown = isRecord(body) ? body[name] : undefined;
  if (Array.isArray(rows) && rows.every(isRecord)) return rows;
  throw unexpected(id, `tells ${name} in another form`);
}

/** The number of a change. @throws LockstepError `answer-unexpected` where it has none */
export function idOf(change: Row, id: string): string {
  const changeId = firstText(change, ["/id"]) ?? "";
  if (/^[0-9]{1,18}$/.test(changeId)) return changeId;
  throw unexpected(id, "tells a change without its id");
}

function unexpected(id: string, what: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id} ${what}.`, { details: { node: id } });
}

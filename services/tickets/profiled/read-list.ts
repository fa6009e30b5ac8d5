import { LockstepError } from "#services/core/errors";
import { isRecord, parsePlace, valuesAt } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import { nextLink } from "../asking/next-link.js";
import type { JsonAnswer } from "../asking/open-asking.js";
import { fillPath } from "./fill-path.js";
import type { TimeForm } from "./profile.js";
import { type Profiled, unexpected } from "./with-profiled.js";

export type Row = Readonly<Record<string, unknown>>;

export interface ReadRows {
  readonly rows: readonly Row[];
  readonly clockSkewMs: number | undefined;
}

const MAX_PAGES = 1000;

/**
 * Reads every change that was edited since, page by page; what is older is left out here, whether or not the list was asked by time.
 *
 * @param onePage for a sample
 * @throws LockstepError of family upstream; `rights-narrowed` where the system counts more than it shows
 */
export async function readList(system: Profiled, fromMs: number, onePage = false): Promise<ReadRows> {
  const { list } = system.profile;
  const rows = new Map<string, Row>();
  let clockSkewMs: number | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = pathOf(system, fromMs, page);
    const answer = await system.asking.getJson(path);
    clockSkewMs ??= answer.clockSkewMs;
    const found = rowsAt(system, answer.body, list.rows);
    const known = rows.size;
    for (const row of found) rows.set(digitsOf(system, row), row);
    if (onePage || !hasMore(system, answer, path, found.length)) {
      if (!onePage) holdAgainstCount(system, answer.body, rows.size);
      const isNew = (row: Row): boolean => editedAt(system, row) >= fromMs;
      return { rows: [...rows.values()].filter(isNew), clockSkewMs };
    }
    if (rows.size === known) throw unexpected(system, "repeats its pages");
  }
  throw unexpected(system, "names pages without an end");
}

/** The digits of a change's number. */
export function digitsOf(system: Profiled, row: Row): string {
  const digits = firstText(row, [system.profile.list.number]) ?? "";
  if (/^[0-9]{1,18}$/.test(digits)) return digits;
  throw unexpected(system, "tells a change without its number");
}

function pathOf({ profile, scope }: Profiled, fromMs: number, page: number): string {
  const { path, pageSize, since } = profile.list;
  const skip = (page - 1) * pageSize;
  return fillPath(path, { ...scope, page, skip, start: skip + 1, since: written(fromMs, since) });
}

function written(epochMs: number, form: TimeForm): string {
  if (form === "epoch-ms") return String(epochMs);
  const instant = new Date(epochMs).toISOString().slice(0, 19);
  return form === "utc" ? instant : `${instant}Z`;
}

function rowsAt(system: Profiled, body: unknown, place: string): readonly Row[] {
  const steps = parsePlace(place);
  const [holder] = valuesAt(body, steps.slice(0, -1));
  const rows = valuesAt(body, steps);
  if (!Array.isArray(holder) || !rows.every(isRecord)) throw unexpected(system, "tells its list in another form");
  return rows;
}

function hasMore(system: Profiled, answer: JsonAnswer, path: string, found: number): boolean {
  const { more, pageSize } = system.profile.list;
  if (more === "link") return nextLink(answer, path, system.asking, system.id) !== undefined;
  if (more === undefined) return found >= pageSize;
  return firstText(answer.body, [more.flag]) === "true";
}

function holdAgainstCount({ id, profile }: Profiled, body: unknown, read: number): void {
  const count = profile.list.count === undefined ? null : firstText(body, [profile.list.count]);
  if (count === null || !(Number(count) > read)) return;
  const message = `${id} counts ${count} changes and shows ${read} of them: the account may not see them all.`;
  throw new LockstepError("rights-narrowed", message, { details: { node: id } });
}

/** What says no time of its edit is taken for edited now. */
function editedAt({ profile }: Profiled, row: Row): number {
  const { at, form } = profile.list.edited;
  const text = firstText(row, [at]) ?? "";
  const epoch =
    form === "epoch-ms" ? Number(text || "NaN") : Date.parse(form === "utc" && !/Z$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(epoch) ? Number.POSITIVE_INFINITY : epoch;
}

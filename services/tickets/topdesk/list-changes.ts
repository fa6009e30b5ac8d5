import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { assembleFacts } from "./assemble-facts.js";
import { changeList, editedAt, idOf, readChanges } from "./changes.js";
import { allOf, editedSince, isOneOf } from "./fiql.js";
import { changeIdOf } from "./read-activities.js";
import { type Row, readPages } from "./read-pages.js";
import { ACTIVITIES, VERSION } from "./read-requests.js";
import { type Desk, withDesk } from "./with-desk.js";

/** Reads every change of the filter that was edited since, or of which an activity was. */
export function listChanges(
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withDesk(request, limits, async (desk) => {
    const clockSkewMs = await askClock(desk);
    const looking = { desk, request, from: startOfLook(request, since, { began, clockSkewMs }) };
    const edited = await readEdited(looking);
    const known = new Set(edited.map(idOf));
    const touched = await readTouched(looking);
    const others = await readByIds(
      looking,
      touched.ids.filter((id) => !known.has(id)),
    );
    return {
      completeTo,
      facts: await assembleFacts(desk, [...edited, ...others], { mapping, observedAt: completeTo }),
      gone: [],
      warnings: [...clockWarnings(declared.id, clockSkewMs), ...touched.warnings],
    };
  });
}

/** How far the desk's clock is ahead of ours: edits are asked for by its own. */
export async function askClock({ asking }: Desk): Promise<number | undefined> {
  return (await asking.getJson(VERSION, { accept: [404] })).clockSkewMs;
}

interface Looking {
  readonly desk: Desk;
  readonly request: TicketRequest;
  /** By the desk's clock, in milliseconds since 1970. */
  readonly from: number;
}

/** A desk that cannot be asked by the time of edit is asked for everything, and what is too old left out here. */
async function readEdited({ desk, request, from }: Looking): Promise<readonly Row[]> {
  const { declared, mapping } = request;
  const rows =
    (await readPages(desk, changeList(mapping, allOf([editedSince(from), declared.filter])))) ??
    (await readChanges(desk, mapping, declared.filter ?? ""));
  return rows.filter((row) => (editedAt(row) ?? Number.POSITIVE_INFINITY) >= from);
}

/** The changes of which an activity was edited, such as an authorisation given: their own time of edit may be older. */
async function readTouched({
  desk,
  from,
}: Looking): Promise<{ readonly ids: readonly string[]; readonly warnings: readonly string[] }> {
  const list = { path: ACTIVITIES, query: editedSince(from), fields: ["id", "change", "modificationDate"] };
  try {
    const rows = await readPages(desk, list);
    if (rows === undefined) return { ids: [], warnings: [`${desk.id} ${NOT_BY_TIME}`] };
    const edited = rows.filter((row) => (editedAt(row) ?? Number.POSITIVE_INFINITY) >= from);
    return { ids: [...new Set(edited.map(changeIdOf))].filter((id) => ID.test(id)).sort(), warnings: [] };
  } catch (error) {
    // That the operator may not read them is told of each change.
    if (error instanceof LockstepError && error.code === "rights-narrowed") return { ids: [], warnings: [] };
    throw error;
  }
}

const NOT_BY_TIME =
  "cannot be asked for activities by the time of their edit: an authorisation alone is noticed when its change is next edited or named";
const ID = /^[0-9a-f-]{36}$/i;
const AT_ONCE = 40;

async function readByIds({ desk, request }: Looking, ids: readonly string[]): Promise<readonly Row[]> {
  const { declared, mapping } = request;
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const chunk = ids.slice(at, at + AT_ONCE);
    const found = await readChanges(desk, mapping, allOf([isOneOf("id", chunk), declared.filter]));
    rows.push(...found.filter((row) => chunk.includes(idOf(row))));
  }
  return rows;
}

import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { SKEW_LIMIT_MS, skewPhrase } from "../asking/clock-skew.js";
import { askCanary } from "./ask-canary.js";
import { assembleFacts, changeFields } from "./assemble-facts.js";
import { brokenField, filterFields } from "./filter-clauses.js";
import { type PartTable, partTables } from "./parts.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { epochOf, storedTime } from "./stored-time.js";
import { withInstance } from "./with-instance.js";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OVERLAP_MS = 120_000;

/**
 * A time in a query is taken for UTC by some releases and for the account's own zone by others. Zones reach from 12 hours
 * behind to 14 ahead: so that much more is asked for, and what is too old left out here.
 */
const BEHIND_MS = 12 * HOUR_MS;
const AHEAD_MS = 14 * HOUR_MS;

/** Reads every change request of the filter that was edited since, or of which an approval, task or item was. */
export function listTickets(
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withInstance(request, limits, async (instance) => {
    const canary = await askCanary(instance);
    const from = startOf(request, since, began) + (canary.clockSkewMs ?? 0) - OVERLAP_MS;
    const looking = { instance, request, from };
    const edited = await readEdited(looking);
    const known = new Set(edited.map((row) => row["sys_id"]?.value ?? ""));
    const touched: string[] = [];
    for (const table of partTables(mapping)) touched.push(...(await readTouched(looking, table)));
    const others = await readByIds(looking, [...new Set(touched)].filter((id) => !known.has(id)).sort());
    const { facts, warnings } = await assembleFacts(instance, [...edited, ...others], {
      mapping,
      observedAt: completeTo,
    });
    return {
      completeTo,
      facts,
      gone: [],
      warnings: [
        ...warnings,
        ...clockWarning(declared.id, canary.clockSkewMs),
        ...(since === null ? filterWarnings(declared, canary.isDropped, facts.length) : []),
      ],
    };
  });
}

interface Looking {
  readonly instance: Instance;
  readonly request: TicketRequest;
  /** By the instance's clock, in milliseconds since 1970. */
  readonly from: number;
}

function startOf({ declared }: TicketRequest, since: string | null, began: Date): number {
  return since === null ? began.getTime() - (declared.lookBackDays ?? 90) * DAY_MS : Date.parse(since);
}

function editedSince(from: number): string {
  return `sys_updated_on>=${storedTime(from - BEHIND_MS)}`;
}

async function readEdited({ instance, request, from }: Looking): Promise<readonly Row[]> {
  const rows = await readChanges({ instance, request, from }, editedSince(from));
  return rows.filter((row) => updatedAt(row, instance.id, from) >= from);
}

/** @throws LockstepError `rights-narrowed` where the account may not see every ticket, `answer-unexpected` for tickets not asked for */
async function readChanges({ instance, request }: Looking, condition: string): Promise<readonly Row[]> {
  const { filter } = request.declared;
  const { id } = instance;
  // Ordered by what no edit changes, so that one made while pages are read moves no ticket past us.
  const query = `${condition}${filter === undefined ? "" : `^${filter}`}^ORDERBYsys_id`;
  const fields = [...changeFields(request.mapping), ...filterFields(filter)];
  const { rows, hidden } = await readRows(instance, { table: "change_request", query, fields });
  if (hidden > 0) {
    const message = `${id} hides ${hidden} change requests from the account: give it sn_change_read, or narrow the filter.`;
    throw new LockstepError("rights-narrowed", message, { details: { node: id, hidden } });
  }
  for (const row of rows) {
    const field = brokenField(row, filter);
    if (field !== undefined) throw dropped(id, `the filter's ${field}`);
  }
  return rows;
}

function updatedAt(row: Row, id: string, from: number): number {
  const at = epochOf(row["sys_updated_on"]?.value);
  if (at === undefined || at < from - BEHIND_MS - AHEAD_MS) throw dropped(id, "sys_updated_on");
  return at;
}

/** The change requests of which a row in another table was edited: their own time of edit may be older. */
async function readTouched(
  { instance, from }: Looking,
  { table, link, ofChanges }: PartTable,
): Promise<readonly string[]> {
  const query = `${editedSince(from)}^${ofChanges}^ORDERBYsys_id`;
  const read = await readRows(instance, { table, query, fields: [link, "sys_updated_on"], limit: 1000 }).catch(
    (error: unknown) => {
      // That the account may not read it is told of each ticket.
      if (error instanceof LockstepError && error.code === "rights-narrowed") return { rows: [] };
      throw error;
    },
  );
  return read.rows
    .filter((row) => updatedAt(row, instance.id, from) >= from)
    .map((row) => row[link]?.value ?? "")
    .filter((id) => /^[0-9a-f]{32}$/.test(id));
}

const AT_ONCE = 100;

/** Rows of other tables belong to approvals and tasks of every kind: those that are no change request are not found. */
async function readByIds(looking: Looking, ids: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const chunk = ids.slice(at, at + AT_ONCE);
    const found = await readChanges(looking, `sys_idIN${chunk.join(",")}`);
    if (found.some((row) => !chunk.includes(row["sys_id"]?.value ?? ""))) throw dropped(looking.instance.id, "sys_id");
    rows.push(...found);
  }
  return rows;
}

function dropped(id: string, what: string): LockstepError {
  const message = `${id} answered with change requests that were not asked for: it dropped ${what} of the query, or may not show it.`;
  return new LockstepError("answer-unexpected", message, { details: { node: id } });
}

/** A slip of the pen in a filter finds everything in one instance and nothing in another. */
function filterWarnings({ id, filter }: Declared, isDropped: boolean, found: number): readonly string[] {
  if (filter === undefined) return [];
  if (found === 0)
    return [`${id} has no change request of the filter: compare it with the list of changes in the instance`];
  if (!isDropped) return [];
  return [`${id} drops conditions that it does not understand: set glide.invalid_query.returns_no_rows to true`];
}

function clockWarning(id: string, skewMs: number | undefined): readonly string[] {
  if (skewMs === undefined || Math.abs(skewMs) <= SKEW_LIMIT_MS) return [];
  return [`The clock of ${id} is ${skewPhrase(skewMs)} ours: the times of its approvals are told by it`];
}

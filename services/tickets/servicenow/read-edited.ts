import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import { type PartTable, partTables } from "./parts.js";
import { droppedCondition, readChanges } from "./read-changes.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { epochOf, storedTime } from "./stored-time.js";

const HOUR_MS = 3_600_000;
const AT_ONCE = 100;

/**
 * A time in a query is taken for UTC by some releases and for the account's own zone by others. Zones reach from 12 hours
 * behind to 14 ahead: so that much more is asked for, and what is too old left out here.
 */
const BEHIND_MS = 12 * HOUR_MS;
const AHEAD_MS = 14 * HOUR_MS;

/** What is looked for, from when on. */
export interface Looking {
  readonly instance: Instance;
  readonly request: TicketRequest;
  /** By the instance's clock, in milliseconds since 1970. */
  readonly from: number;
}

/** The change requests of the filter whose own time of edit is not before. */
export async function readEdited({ instance, request, from }: Looking): Promise<readonly Row[]> {
  const rows = await readChanges(instance, request, editedSince(from));
  return rows.filter((row) => updatedAt(row, instance.id, from) >= from);
}

/** Those of which a row in another table was edited and that are not known yet: their own time of edit stays as it was. */
export async function readTouched(looking: Looking, known: readonly Row[]): Promise<readonly Row[]> {
  const ids = new Set<string>();
  for (const table of partTables(looking.request.mapping)) {
    for (const id of await readLinks(looking, table)) ids.add(id);
  }
  for (const row of known) ids.delete(row["sys_id"]?.value ?? "");
  return readByIds(looking, [...ids].sort());
}

function editedSince(from: number): string {
  return `sys_updated_on>=${storedTime(from - BEHIND_MS)}`;
}

function updatedAt(row: Row, id: string, from: number): number {
  const at = epochOf(row["sys_updated_on"]?.value);
  if (at === undefined || at < from - BEHIND_MS - AHEAD_MS) throw droppedCondition(id, "sys_updated_on");
  return at;
}

async function readLinks({ instance, from }: Looking, { table, link }: PartTable): Promise<readonly string[]> {
  const query = `${editedSince(from)}^${link}ISNOTEMPTY^ORDERBYsys_id`;
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

/** Approvals and items belong to records of every kind: what is no change request of the filter is not found. */
async function readByIds({ instance, request }: Looking, ids: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const chunk = ids.slice(at, at + AT_ONCE);
    const found = await readChanges(instance, request, `sys_idIN${chunk.join(",")}`);
    if (found.some((row) => !chunk.includes(row["sys_id"]?.value ?? ""))) throw droppedCondition(instance.id, "sys_id");
    for (const row of found) rows.push(row);
  }
  return rows;
}

import type { TicketMapping } from "#schemas/ticket-mapping";
import { placesOf } from "#services/core/tickets/places-of";

/** A table whose rows belong to change requests. */
export interface PartTable {
  /** What a mapping calls it. */
  readonly part: string;
  readonly table: string;
  /** The field that holds the sys_id of the change request. */
  readonly link: string;
  /** A condition besides. */
  readonly where?: string;
  /** Ends a list, so that edits of one second stay in order. */
  readonly order: string;
}

const APPROVALS: PartTable = {
  part: "approvals",
  table: "sysapproval_approver",
  link: "sysapproval",
  order: "sys_created_on",
};
const TASKS: PartTable = {
  part: "tasks",
  table: "change_task",
  link: "change_request",
  order: "sys_created_on",
};
const ITEMS: PartTable = {
  part: "items",
  table: "task_ci",
  link: "task",
  order: "sys_created_on",
};

/** The record of edits of the fields that a mapping rebuilds; `undefined` where it rebuilds none. */
export function historyTable({ history }: TicketMapping): PartTable | undefined {
  const fields = Object.keys(history?.fields ?? {}).filter((name) => /^[a-z0-9_]+$/.test(name));
  if (fields.length === 0) return undefined;
  return {
    part: "history",
    table: "sys_audit",
    link: "documentkey",
    where: `tablename=change_request^fieldnameIN${fields.join(",")}`,
    order: "sys_created_on^ORDERBYrecord_checkpoint",
  };
}

/** The tables, beside `change_request`, that a mapping reads. A row of theirs can be edited and the change request not. */
export function partTables(mapping: TicketMapping): readonly PartTable[] {
  return [APPROVALS, TASKS, ITEMS].filter(({ part }) => placesOf(mapping, part).length > 0);
}

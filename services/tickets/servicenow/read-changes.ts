import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import { changeFields } from "./assemble-facts.js";
import { brokenField, filterFields } from "./filter-clauses.js";
import { type Instance, type Row, readRows } from "./read-rows.js";

/**
 * Reads the change requests of a condition and the declared filter.
 *
 * @throws LockstepError `rights-narrowed` where the account may not see each, `answer-unexpected` for some not asked for
 */
export async function readChanges(
  instance: Instance,
  { declared, mapping }: TicketRequest,
  condition: string,
): Promise<readonly Row[]> {
  const { filter } = declared;
  const { id } = instance;
  // Ordered by what no edit changes, so that one made while pages are read moves no ticket past us.
  const query = `${condition}${filter === undefined ? "" : `^${filter}`}^ORDERBYsys_id`;
  const fields = [...changeFields(mapping), ...filterFields(filter)];
  const { rows, hidden } = await readRows(instance, { table: "change_request", query, fields });
  if (hidden > 0) {
    const message = `${id} hides ${hidden} change requests from the account: give it sn_change_read, or narrow the filter.`;
    throw new LockstepError("rights-narrowed", message, { details: { node: id, hidden } });
  }
  for (const row of rows) {
    const field = brokenField(row, filter);
    if (field !== undefined) throw droppedCondition(id, `the filter's ${field}`);
  }
  return rows;
}

/** The error of an instance that answered as if a condition had not been there. */
export function droppedCondition(id: string, what: string): LockstepError {
  const message = `${id} answered with change requests that were not asked for: it dropped ${what} of the query, or may not show it.`;
  return new LockstepError("answer-unexpected", message, { details: { node: id } });
}

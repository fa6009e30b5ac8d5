import { type Instance, readRows } from "./read-rows.js";

export interface Canary {
  /** True where something was found. By a condition that cannot be: the instance drops it, and answers with everything. */
  readonly isDropped: boolean;
  readonly clockSkewMs: number | undefined;
}

/**
 * Asks for change requests by a condition that cannot be: an instance that answers with one drops what it does not understand,
 * so that one slip of the pen in a filter widens it to everything.
 */
export async function askCanary(
  instance: Instance,
  condition = "u_lockstep_no_such_field=lockstep-canary",
): Promise<Canary> {
  const { rows, clockSkewMs } = await readRows(instance, {
    table: "change_request",
    query: condition,
    fields: ["sys_id"],
    limit: 1,
    onePage: true,
  });
  return { isDropped: rows.length > 0, clockSkewMs };
}

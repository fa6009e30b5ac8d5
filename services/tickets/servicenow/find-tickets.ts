import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { sortNumbers } from "../asking/sort-numbers.js";
import { assembleFacts, changeFields } from "./assemble-facts.js";
import { readConflicts } from "./read-conflicts.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { withInstance } from "./with-instance.js";

const AT_ONCE = 50;

/** Reads change requests by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export async function findTickets(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { mapping, now } = request;
  const completeTo = now().toISOString();
  const { asked, notSent } = sortNumbers(numbers, mapping);
  if (asked.length === 0) return { completeTo, facts: [], gone: notSent, warnings: [] };
  return withInstance(request, limits, async (instance) => {
    const found = await readNumbers(instance, request, asked);
    const { facts, warnings } = await assembleFacts(instance, [...found.rows.values()], {
      mapping,
      observedAt: completeTo,
    });
    return {
      completeTo,
      facts,
      gone: [...notSent, ...asked.filter((number) => !found.rows.has(plainNumber(number)))],
      warnings: [...found.warnings, ...warnings, ...(await readConflicts(instance, [...found.rows.values()]))],
    };
  });
}

interface Found {
  /** By plain number. */
  readonly rows: Map<string, Row>;
  readonly warnings: string[];
}

async function readNumbers(instance: Instance, request: TicketRequest, asked: readonly string[]): Promise<Found> {
  const found: Found = { rows: new Map(), warnings: [] };
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const chunk = asked.slice(at, at + AT_ONCE);
    if (await readSome(instance, request, chunk, found)) continue;
    // Among tickets that were not asked for, those that were may be missed: each is asked for alone.
    const missing = chunk.filter((number) => !found.rows.has(plainNumber(number)));
    for (const number of chunk.length === 1 ? [] : missing) await readSome(instance, request, [number], found);
    const lost = missing.filter((number) => !found.rows.has(plainNumber(number)));
    found.warnings.push(
      `${instance.id} answered with other tickets than ${lost.length === 0 ? "those asked for" : lost.join(", ")}`,
    );
  }
  return found;
}

/** True where nothing was answered but what was asked for. @throws LockstepError `rights-narrowed` where a ticket is hidden */
async function readSome(
  instance: Instance,
  request: TicketRequest,
  asked: readonly string[],
  found: Found,
): Promise<boolean> {
  const query = asked.length === 1 ? `number=${asked[0]}` : `numberIN${asked.join(",")}`;
  const { rows, hidden } = await readRows(instance, {
    table: "change_request",
    query: `${query}^ORDERBYsys_id`,
    fields: changeFields(request.mapping),
    onePage: true,
  });
  if (hidden > 0) {
    const { id } = instance;
    const message = `${id} holds ${hidden} of ${asked.join(", ")} and hides it from the account: give it sn_change_read.`;
    throw new LockstepError("rights-narrowed", message, { details: { node: id, hidden } });
  }
  const wanted = new Set(asked.map(plainNumber));
  const ours = rows.filter((row) => wanted.has(plainNumber(row["number"]?.value ?? "")));
  for (const row of ours) found.rows.set(plainNumber(row["number"]?.value ?? ""), row);
  return ours.length === rows.length;
}

/** Letters count for nothing in a number. */
function plainNumber(number: string): string {
  return number.trim().toUpperCase();
}

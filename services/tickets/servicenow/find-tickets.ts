import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { findNumbers } from "../asking/find-numbers.js";
import { readBatches } from "../asking/read-batches.js";
import { assembleFacts, changeFields } from "./assemble-facts.js";
import { readConflicts } from "./read-conflicts.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { withInstance } from "./with-instance.js";

const AT_ONCE = 50;

/** Reads change requests by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export function findTickets(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  return findNumbers(request, numbers, (asked, observedAt) =>
    withInstance(request, limits, async (instance) => {
      const { rows, gone, strange } = await readBatches(asked, {
        atOnce: AT_ONCE,
        read: (some) => readSome(instance, request, some),
        numberOf: (row) => row["number"]?.value ?? "",
      });
      const changes = [...rows.values()];
      const { facts, warnings } = await assembleFacts(instance, changes, { mapping: request.mapping, observedAt });
      const others = strange.map(({ lost }) => {
        const missed = lost.length === 0 ? "those asked for" : lost.join(", ");
        return `${instance.id} answered with other tickets than ${missed}`;
      });
      return { facts, gone, warnings: [...others, ...warnings, ...(await readConflicts(instance, changes))] };
    }),
  );
}

/** @throws LockstepError `rights-narrowed` where a ticket is hidden */
async function readSome(instance: Instance, request: TicketRequest, asked: readonly string[]): Promise<readonly Row[]> {
  const query = asked.length === 1 ? `number=${asked[0]}` : `numberIN${asked.join(",")}`;
  const { rows, hidden } = await readRows(instance, {
    table: "change_request",
    query: `${query}^ORDERBYsys_id`,
    fields: changeFields(request.mapping),
    onePage: true,
  });
  if (hidden === 0) return rows;
  const { id } = instance;
  const message = `${id} holds ${hidden} of ${asked.join(", ")} and hides it from the account: give it sn_change_read.`;
  throw new LockstepError("rights-narrowed", message, { details: { node: id, hidden } });
}

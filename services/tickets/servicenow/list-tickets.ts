import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { askCanary } from "./ask-canary.js";
import { assembleFacts } from "./assemble-facts.js";
import { readEdited, readTouched } from "./read-edited.js";
import { withInstance } from "./with-instance.js";

/**
 * Reads every change request of the filter that was edited since, or of which an approval, a task or an item was. The first look
 * goes by the change requests' own times alone.
 */
export function listTickets(
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withInstance(request, limits, async (instance) => {
    const { isDropped, clockSkewMs } = await askCanary(instance);
    const from = startOfLook(request, since, { began, clockSkewMs });
    const edited = await readEdited({ instance, request, from });
    const touched = since === null ? [] : await readTouched({ instance, request, from }, edited);
    const changes = [...edited, ...touched];
    const { facts, warnings } = await assembleFacts(instance, changes, { mapping, observedAt: completeTo });
    const aboutFilter = since === null ? filterWarnings(declared, isDropped, facts.length) : [];
    return {
      completeTo,
      facts,
      gone: [],
      warnings: [...warnings, ...clockWarnings(declared.id, clockSkewMs), ...aboutFilter],
    };
  });
}

/** A slip of the pen in a filter finds everything in one instance and nothing in another. */
function filterWarnings({ id, filter }: Declared, isDropped: boolean, found: number): readonly string[] {
  if (filter === undefined) return [];
  if (found === 0)
    return [`${id} has no change request of the filter: compare it with the list of changes in the instance`];
  if (!isDropped) return [];
  return [`${id} drops conditions that it does not understand: set glide.invalid_query.returns_no_rows to true`];
}

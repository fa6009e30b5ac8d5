import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { SKEW_LIMIT_MS, skewPhrase } from "../asking/clock-skew.js";
import { askCanary } from "./ask-canary.js";
import { assembleFacts } from "./assemble-facts.js";
import { readEdited, readTouched } from "./read-edited.js";
import { withInstance } from "./with-instance.js";

const DAY_MS = 86_400_000;
const OVERLAP_MS = 120_000;

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
    const from = startOf(declared, since, began) + (clockSkewMs ?? 0) - OVERLAP_MS;
    const edited = await readEdited({ instance, request, from });
    const touched = since === null ? [] : await readTouched({ instance, request, from }, edited);
    const changes = [...edited, ...touched];
    const { facts, warnings } = await assembleFacts(instance, changes, { mapping, observedAt: completeTo });
    const aboutFilter = since === null ? filterWarnings(declared, isDropped, facts.length) : [];
    return {
      completeTo,
      facts,
      gone: [],
      warnings: [...warnings, ...clockWarnings(declared, clockSkewMs), ...aboutFilter],
    };
  });
}

function startOf({ lookBackDays = 90 }: Declared, since: string | null, began: Date): number {
  return since === null ? began.getTime() - lookBackDays * DAY_MS : Date.parse(since);
}

/** A slip of the pen in a filter finds everything in one instance and nothing in another. */
function filterWarnings({ id, filter }: Declared, isDropped: boolean, found: number): readonly string[] {
  if (filter === undefined) return [];
  if (found === 0)
    return [`${id} has no change request of the filter: compare it with the list of changes in the instance`];
  if (!isDropped) return [];
  return [`${id} drops conditions that it does not understand: set glide.invalid_query.returns_no_rows to true`];
}

function clockWarnings({ id }: Declared, skewMs: number | undefined): readonly string[] {
  if (skewMs === undefined || Math.abs(skewMs) <= SKEW_LIMIT_MS) return [];
  return [`The clock of ${id} is ${skewPhrase(skewMs)} ours: the times of its approvals are told by it`];
}

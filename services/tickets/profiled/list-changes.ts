import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { assembleFacts } from "./assemble-facts.js";
import { readChange } from "./find-changes.js";
import { digitsOf, type Row, readList } from "./read-list.js";
import { type ProfiledOptions, unexpected, unproven, withProfiled } from "./with-profiled.js";

/** Reads every change that was edited since, each by its number, since lists leave fields out. */
export function listChanges(
  options: ProfiledOptions,
  request: TicketRequest,
  since: string | null,
): Promise<TicketAnswer> {
  const { mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withProfiled(options, request, async (system) => {
    // One page of the newest edits tells the system's clock, by which edits are asked for.
    const { clockSkewMs } = await readList(system, began.getTime(), true);
    const { rows } = await readList(system, startOfLook(request, since, { began, clockSkewMs }));
    const changes: Row[] = [];
    for (const row of rows) {
      const digits = digitsOf(system, row);
      const change = await readChange(system, digits);
      // Deleted in between: then it is gone when it is asked for.
      if (change === undefined) continue;
      if (digitsOf(system, change) !== digits)
        throw unexpected(system, "answered with another change than the one asked for");
      changes.push(change);
    }
    return {
      completeTo,
      facts: await assembleFacts(system, changes, { mapping, observedAt: completeTo }),
      gone: [],
      warnings: [unproven(system), ...clockWarnings(system.id, clockSkewMs)],
    };
  });
}

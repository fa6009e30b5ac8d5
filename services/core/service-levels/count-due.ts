import type { Estate } from "#schemas/estate";
import type { Occasion } from "#schemas/schedule";
import type { Period } from "../compliance/spans-of.js";
import { futureOf } from "../schedule/next-instant.js";
import { deadlineMsOf, enginesOf, schedulesOf } from "../schedule/schedules-of.js";

/** How many runs were due, and how many of them no record tells of. */
export interface DueRuns {
  readonly due: number;
  readonly missed: number;
}

/**
 * Counts what schedules made due in a time, of each schedule and engine from its first run on record in it: when a schedule was declared is no run
 * that was missed. `undefined` where no run of a schedule is on record.
 */
export function countDue(
  estate: Pick<Estate, "engines" | "schedules">,
  met: readonly (Occasion & { readonly engineId: string })[],
  { from, to }: Period,
): DueRuns | undefined {
  if (met.length === 0) return undefined;
  let due = 0;
  let missed = 0;
  for (const schedule of schedulesOf(estate)) {
    const instants: string[] = [];
    const next = futureOf(schedule, new Date(from - 1));
    const until = to - deadlineMsOf(schedule);
    for (let at = next(); at !== undefined && at.getTime() < until; at = next()) instants.push(at.toISOString());
    for (const engineId of enginesOf(schedule, estate)) {
      const own = met.filter((each) => each.schedule === schedule.id && each.engineId === engineId).map(({ at }) => at);
      const first = own.toSorted()[0];
      const asked = first === undefined ? [] : instants.filter((at) => at >= first);
      due += asked.length;
      missed += asked.filter((at) => !own.includes(at)).length;
    }
  }
  return { due, missed };
}

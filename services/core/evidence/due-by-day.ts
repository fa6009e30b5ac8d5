import type { Estate } from "#schemas/estate";
import { futureOf } from "../schedule/next-instant.js";
import { deadlineMsOf, enginesOf, schedulesOf } from "../schedule/schedules-of.js";
import { dayFinder } from "./day-finder.js";
import type { EvidenceDay } from "./evidence-days.js";
import type { Gathered } from "./gatherer.js";

/** How many checks were due on a day, and how many of them no record tells of. */
export interface DueOnDay {
  readonly due: number;
  readonly missed: number;
}

/** An estate, and since which check it was the one in force. */
export interface EstateSince {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly estate: Pick<Estate, "engines" | "schedules"> | undefined;
}

/**
 * Counts what schedules made due, by engine and day (`engine\0day`): by the estate that was in force then, and of each schedule and engine from its
 * first run on record, since when a schedule was declared is no check that was missed.
 */
export function dueByDay(
  days: readonly EvidenceDay[],
  estates: readonly EstateSince[],
  { met, dueSince, period }: Pick<Gathered, "met" | "dueSince" | "period">,
): ReadonlyMap<string, DueOnDay> {
  const find = dayFinder(days);
  const done = new Set(met.map(({ schedule, engineId, at }) => `${schedule}\0${engineId}\0${at}`));
  const counts = new Map<string, DueOnDay>();
  for (const [index, { from, estate }] of estates.entries()) {
    if (estate === undefined) continue;
    const until = Math.min(estates[index + 1]?.from ?? period.to, period.to);
    for (const schedule of schedulesOf(estate)) {
      const end = Math.min(until, period.to - deadlineMsOf(schedule));
      const next = futureOf(schedule, new Date(Math.max(from, period.from) - 1));
      for (let at = next(); at !== undefined && at.getTime() < end; at = next()) {
        const day = find(at.getTime())?.day ?? "";
        for (const engineId of enginesOf(schedule, estate)) {
          const since = dueSince.get(`${schedule.id}\0${engineId}`);
          if (since === undefined || at.toISOString() < since) continue;
          const isMet = done.has(`${schedule.id}\0${engineId}\0${at.toISOString()}`);
          const known = counts.get(`${engineId}\0${day}`) ?? { due: 0, missed: 0 };
          counts.set(`${engineId}\0${day}`, { due: known.due + 1, missed: known.missed + (isMet ? 0 : 1) });
        }
      }
    }
  }
  return counts;
}

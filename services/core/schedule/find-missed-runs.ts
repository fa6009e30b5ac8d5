import type { Estate } from "#schemas/estate";
import type { MissedRun } from "#schemas/missed-run";
import type { EstateSchedule, Occasion } from "#schemas/schedule";
import { futureOf } from "./next-instant.js";
import { deadlineMsOf, enginesOf, schedulesOf } from "./schedules-of.js";

/** What is held against the clock. */
export interface WatchedRuns {
  readonly estate: Pick<Estate, "engines" | "schedules">;
  /** Runs on record that a schedule made due. */
  readonly met: readonly (Occasion & { readonly engineId: string })[];
  /** Since when a schedule checks an engine as it does now. */
  readonly since: (schedule: EstateSchedule, engineId: string) => Date;
  readonly now: Date;
}

const MOST_BACK_MS = 7 * 86_400_000;
const MOST_INSTANTS = 200;

/**
 * Finds the runs that were due and that no record tells of: of each schedule and engine the newest, with how many before it were missed in a row. A run
 * counts as missed when the deadline of its schedule has passed. Neither queue nor worker is asked: a silent scheduler is seen as well.
 */
export function findMissedRuns({ estate, met, since, now }: WatchedRuns): readonly MissedRun[] {
  const known = new Set(met.map(({ schedule, engineId, at }) => `${schedule} ${engineId} ${at}`));
  return schedulesOf(estate).flatMap((schedule) => {
    const due = dueInstants(schedule, now);
    return enginesOf(schedule, estate).flatMap((engineId) => {
      const begun = since(schedule, engineId).toISOString();
      const own = due.filter((at) => at >= begun);
      const isMet = (at: string): boolean => known.has(`${schedule.id} ${engineId} ${at}`);
      const inARow = own.findIndex(isMet) < 0 ? own.length : own.findIndex(isMet);
      const [newest] = own;
      if (newest === undefined || inARow === 0) return [];
      const lateMinutes = Math.floor((now.getTime() - Date.parse(newest)) / 60_000);
      return [{ schedule: schedule.id, engineId, dueAt: newest, lateMinutes, inARow, lastAt: own[inARow] ?? null }];
    });
  });
}

/** How far back a schedule is watched: a week, and less where it comes often. */
export function watchedFrom(schedule: EstateSchedule, now: Date): Date {
  const start = new Date(now.getTime() - MOST_BACK_MS);
  const next = futureOf(schedule, start);
  const [first, second] = [next(), next()];
  if (first === undefined || second === undefined) return start;
  const gapMs = Math.max(second.getTime() - first.getTime(), 1_000);
  return new Date(Math.max(start.getTime(), now.getTime() - deadlineMsOf(schedule) - MOST_INSTANTS * gapMs));
}

/** The instants whose deadline has passed, newest first. */
function dueInstants(schedule: EstateSchedule, now: Date): readonly string[] {
  const until = now.getTime() - deadlineMsOf(schedule);
  const next = futureOf(schedule, watchedFrom(schedule, now));
  const due: string[] = [];
  for (let at = next(); at !== undefined && at.getTime() <= until; at = next()) due.unshift(at.toISOString());
  return due;
}

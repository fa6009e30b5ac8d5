import { CronExpressionParser } from "cron-parser";
import type { EstateSchedule } from "#schemas/schedule";
import { LockstepError } from "../errors.js";

/** A cron expression and the clock it is read by. */
export type CronInZone = Pick<EstateSchedule, "cron" | "timeZone">;

/**
 * Computes when a schedule comes next, by the same reader of cron as the queue's. Where the clock leaves an hour out, a fixed hour within it is
 * done an hour later; where an hour comes twice, once, the first time.
 *
 * @throws LockstepError `schedule-invalid`
 */
export function nextInstant(schedule: CronInZone, after: Date): Date {
  const next = futureOf(schedule, after)();
  if (next === undefined) throw invalid(schedule, "it never comes");
  return next;
}

/** The hours of the wall clock in which a schedule comes. @throws LockstepError `schedule-invalid` */
export function hoursOf(schedule: CronInZone): ReadonlySet<number> {
  return new Set(parse(schedule, new Date(0)).fields.hour.values);
}

/** Gives the instants after one, one at a time; `undefined` where none comes any more. @throws LockstepError `schedule-invalid` */
export function futureOf(schedule: CronInZone, after: Date): () => Date | undefined {
  const { cron, timeZone } = schedule;
  if (!isTimeZone(timeZone)) throw invalid(schedule, "the time zone is unknown");
  if (!/^\S+(\s+\S+){4,5}$/.test(cron.trim())) throw invalid(schedule, "a cron expression has five or six fields");
  const expression = parse(schedule, after);
  return () => {
    try {
      return expression.next().toDate();
    } catch {
      // It throws where it has looked far ahead and found none: an answer like any other here.
      return undefined;
    }
  };
}

function parse(schedule: CronInZone, after: Date): ReturnType<typeof CronExpressionParser.parse> {
  try {
    return CronExpressionParser.parse(schedule.cron, { currentDate: after, tz: schedule.timeZone });
  } catch (cause) {
    throw invalid(schedule, "the cron expression is not understood", cause);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function invalid(schedule: CronInZone, why: string, cause?: unknown): LockstepError {
  return new LockstepError("schedule-invalid", `The schedule '${schedule.cron}' (${schedule.timeZone}): ${why}.`, {
    cause,
  });
}

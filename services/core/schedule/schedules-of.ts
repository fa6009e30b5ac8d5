import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";

/** The schedules of an estate: those that it declares, or every night at a quarter past four in London. An empty list is none. */
export function schedulesOf({ schedules }: Pick<Estate, "schedules">): readonly EstateSchedule[] {
  return schedules ?? [DEFAULT_SCHEDULE];
}

export const DEFAULT_SCHEDULE: EstateSchedule = { id: "nightly", cron: "15 4 * * *", timeZone: "Europe/London" };

const DEFAULT_DEADLINE_MINUTES = 60;

/** How long one check of a schedule may take, and how late it may be, in milliseconds. */
export function deadlineMsOf({ deadlineMinutes }: EstateSchedule): number {
  return (deadlineMinutes ?? DEFAULT_DEADLINE_MINUTES) * 60_000;
}

/** The engines that a schedule checks, in the order of the estate. */
export function enginesOf({ engines }: EstateSchedule, estate: Pick<Estate, "engines">): readonly string[] {
  return estate.engines.map(({ id }) => id).filter((id) => engines?.includes(id) ?? true);
}

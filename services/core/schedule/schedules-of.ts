import type { Estate } from "#schemas/estate";
import type { EstateSchedule } from "#schemas/schedule";

/**
 * The schedules by which an estate is checked: those that it declares, or every night at a quarter past four in London. An empty list is none; where only
 * evidence is declared, checks are not.
 */
export function schedulesOf({ schedules = [DEFAULT_SCHEDULE] }: Pick<Estate, "schedules">): readonly EstateSchedule[] {
  const checking = schedules.filter((schedule) => !isOfEvidence(schedule));
  return checking.length === 0 && schedules.length > 0 ? [DEFAULT_SCHEDULE] : checking;
}

/** A schedule by which evidence is made. */
export type EvidenceSchedule = EstateSchedule & { readonly evidence: NonNullable<EstateSchedule["evidence"]> };

export function evidenceSchedulesOf({ schedules = [] }: Pick<Estate, "schedules">): readonly EvidenceSchedule[] {
  return schedules.filter(isOfEvidence);
}

export function isOfEvidence(schedule: EstateSchedule): schedule is EvidenceSchedule {
  return schedule.evidence !== undefined;
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

import type { Estate } from "#schemas/estate";
import { futureOf } from "./next-instant.js";
import { deadlineMsOf, type EvidenceSchedule, evidenceSchedulesOf } from "./schedules-of.js";

const MOST_BACK_MS = 7 * 86_400_000;

/** Finds of each schedule of evidence the newest instant of the last week that its deadline has passed. Whether it was met is asked elsewhere. */
export function dueEvidence(
  estate: Pick<Estate, "schedules">,
  now: Date,
): readonly { readonly schedule: EvidenceSchedule; readonly at: string }[] {
  return evidenceSchedulesOf(estate).flatMap((schedule) => {
    const until = now.getTime() - deadlineMsOf(schedule);
    const next = futureOf(schedule, new Date(now.getTime() - MOST_BACK_MS));
    let newest: Date | undefined;
    for (let at = next(); at !== undefined && at.getTime() <= until; at = next()) newest = at;
    return newest === undefined ? [] : [{ schedule, at: newest.toISOString() }];
  });
}

import { type DueOnDay, dueByDay } from "../due-by-day.js";
import type { EngineDay } from "../gather-days.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";
import { hoursOf } from "./durations.js";

export type CoverageRow = RowOf<typeof EVIDENCE_TABLES.coverage>;

/** Makes a row of each engine and day: what was due, what was read, and the longest time without a check. */
export function coverageRows({ gathered, rules }: EvidenceMaterial): readonly CoverageRow[] {
  const days = [...new Map(gathered.days.map(({ day }) => [day.day, day])).values()];
  const estates = rules.map(({ from, estate }, index) => ({
    // What was in force at the first check was so since the beginning.
    from: index === 0 ? gathered.period.from : Date.parse(from),
    estate,
  }));
  const due = dueByDay(days, estates, gathered);
  return gathered.days.map((each) => rowOf(each, due.get(`${each.engineId}\0${each.day.day}`)));
}

function rowOf(each: EngineDay, { due, missed }: DueOnDay = { due: 0, missed: 0 }): CoverageRow {
  const { engineId, day, checks, expected, whole, partial, skipped, failed, longestGapMs } = each;
  return {
    ...{ engine: engineId, day: day.day, due, met: due - missed, missed, checks },
    ...{ expected, whole, partial, skipped, failed },
    longestGapHours: longestGapMs === null ? null : hoursOf(longestGapMs),
    gapReason: reasonOf(each, due, missed),
    unread: each.unread.length === 0 ? null : each.unread.join(", "),
  };
}

function reasonOf({ checks, problems, failed, partial }: EngineDay, due: number, missed: number): string | null {
  const reasons = [
    ...(missed > 0 ? [`${missed} due ${missed === 1 ? "check has" : "checks have"} no record`] : []),
    ...(failed + partial > 0 && problems.length > 0 ? [`not read: ${problems.join(", ")}`] : []),
    ...(checks === 0 && due === 0 ? ["no check was due"] : []),
  ];
  return reasons.length === 0 ? null : reasons.join("; ");
}

import type { ManualCheck } from "#schemas/runbook";
import type { JudgedManualCheck } from "#schemas/runbook-report";
import { isExpired } from "../policy/is-expired.js";

const DAY_MS = 86_400_000;

/** Says of each manual check whether its last look is still good; a day that is none, and one to come, count as never. */
export function judgeManualChecks(checks: readonly ManualCheck[], at: string): JudgedManualCheck[] {
  return checks.map((check) => {
    const done = Date.parse(`${check.lastDone ?? ""}T00:00:00Z`);
    if (!(done <= Date.parse(at))) return { ...check, state: "never", goodUntil: null };
    const goodUntil = new Date(done + check.everyDays * DAY_MS).toISOString().slice(0, 10);
    return { ...check, state: isExpired(goodUntil, at) ? "overdue" : "done", goodUntil };
  });
}

import type { CheckReport } from "#schemas/check-report";
import { worstOf } from "#services/core/readiness/worst-of";
import { alarmOf } from "#services/reports/words/alarm";
import type { Standing } from "#services/reports/words/standing";

/**
 * What schedulers and scripts rely on. `overridden`: ready by override alone, which a script must ask for by name.
 * `interrupted`: stopped by Ctrl-C or a signal before there was an answer.
 */
export const EXIT = { ready: 0, notReady: 1, unknown: 2, overridden: 3, usage: 64, bug: 70, interrupted: 130 } as const;

/** The exit of a verdict alone. */
export function exitOf({ verdict, byOverride }: Pick<Standing, "verdict" | "byOverride">): number {
  if (byOverride) return EXIT.overridden;
  return verdict === "ready" ? EXIT.ready : verdict === "not-ready" ? EXIT.notReady : EXIT.unknown;
}

/**
 * The exit of a check, worst over its engines, from the very verdict that its report prints: a change that waits for a
 * decision counts like a lost parity, also where the rest could not be told. Where policy only observes, drift does not count.
 */
export function exitOfCheck(report: CheckReport): number {
  const alarms = report.engines.map((engine) => alarmOf(engine, report.at));
  const verdict = worstOf(alarms.map((alarm) => alarm.verdict));
  return exitOf({ verdict, byOverride: verdict === "ready" && alarms.some(({ byOverride }) => byOverride) });
}

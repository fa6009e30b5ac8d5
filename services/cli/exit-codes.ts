import type { CheckReport } from "#schemas/check-report";
import { worstOf } from "#services/core/readiness/worst-of";
import { type Standing, standingOf } from "#services/reports/standing";

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
 * decision counts like a lost parity, also where the rest could not be told, but not where policy only observes.
 */
export function exitOfCheck(report: CheckReport): number {
  const standings = report.engines.map((engine): Pick<Standing, "verdict" | "byOverride"> => {
    const waits = engine.mode === "enforce" && engine.waiting.length > 0;
    return waits ? { verdict: "not-ready", byOverride: false } : standingOf(engine, report.at);
  });
  const verdict = worstOf(standings.map((standing) => standing.verdict));
  return exitOf({ verdict, byOverride: verdict === "ready" && standings.some(({ byOverride }) => byOverride) });
}

import type { CheckReport } from "#schemas/check-report";
import type { ReadinessVerdict } from "#schemas/readiness";
import { worstOf } from "#services/core/readiness/worst-of";
import { standingOf } from "#services/reports/standing";

/** What schedulers and scripts rely on. `interrupted`: stopped by Ctrl-C or a signal before there was an answer. */
export const EXIT = { ready: 0, notReady: 1, unknown: 2, usage: 64, bug: 70, interrupted: 130 } as const;

/** The exit of a verdict alone. */
export function exitOf(verdict: ReadinessVerdict): number {
  return verdict === "ready" ? EXIT.ready : verdict === "not-ready" ? EXIT.notReady : EXIT.unknown;
}

/**
 * The exit of a check, worst over its engines, from the very verdict that its report prints: a change that waits for a
 * decision counts like a lost parity, also where the rest could not be told, but not where policy only observes.
 */
export function exitOfCheck(report: CheckReport): number {
  const verdicts = report.engines.map((engine): ReadinessVerdict => {
    const { verdict } = standingOf(engine, report.at);
    const waits = engine.mode === "enforce" && engine.waiting.length > 0;
    return waits ? "not-ready" : verdict;
  });
  return exitOf(worstOf(verdicts));
}

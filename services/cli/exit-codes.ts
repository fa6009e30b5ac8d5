import type { CheckReport } from "#schemas/check-report";
import type { ReadinessVerdict } from "#schemas/readiness";
import { worstOf } from "#services/core/worst-of";

/** What schedulers and scripts rely on. */
export const EXIT = { ready: 0, notReady: 1, unknown: 2, usage: 64, bug: 70 } as const;

/** The exit of a verdict alone. */
export function exitOf(verdict: ReadinessVerdict): number {
  return verdict === "ready" ? EXIT.ready : verdict === "not-ready" ? EXIT.notReady : EXIT.unknown;
}

/**
 * The exit of a check, worst over its engines: a change that waits for a decision counts like a lost parity, but where
 * policy only observes.
 */
export function exitOfCheck(report: CheckReport): number {
  const verdicts = report.engines.map(({ readiness, waiting, mode }): ReadinessVerdict => {
    const waits = mode === "enforce" && waiting.length > 0 && readiness.verdict === "ready";
    return waits ? "not-ready" : readiness.verdict;
  });
  return exitOf(worstOf(verdicts));
}

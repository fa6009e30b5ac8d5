import type { EngineReport } from "#schemas/check-report";
import { isDrift } from "./is-drift.js";
import { worstOf } from "./worst-of.js";

/** A report as observe mode alarms by it: without drift that was surely found. Fails closed: a verdict that no drift accounts for stays as it is. */
export function withoutDrift(engine: EngineReport): EngineReport {
  const { readiness } = engine;
  const reasons = readiness.reasons.filter((reason) => !isDrift(reason));
  if (reasons.length === readiness.reasons.length) return engine;
  const verdict = reasons.length === 0 ? "ready" : worstOf(reasons.map((reason) => reason.verdict));
  return { ...engine, findings: [], readiness: { ...readiness, verdict, reasons, byTier: {}, byFlow: {} } };
}

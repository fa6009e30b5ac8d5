import type { EngineReport } from "#schemas/check-report";
import { isDrift } from "#services/core/readiness/is-drift";
import { worstOf } from "#services/core/readiness/worst-of";
import { type Standing, standingOf } from "./standing.js";

type Alarm = Pick<Standing, "verdict" | "byOverride">;

/**
 * The verdict that schedulers and CI are told. In observe mode drift does not count, while it is worked off; what could not be
 * told, and what is no drift, counts as ever. The verdict on the page is that of `standingOf`, in either mode.
 */
export function alarmOf(engine: EngineReport, at: string): Alarm {
  if (engine.mode === "observe") return standingOf(withoutDrift(engine), at);
  return engine.waiting.length > 0 ? { verdict: "not-ready", byOverride: false } : standingOf(engine, at);
}

/** What a report says of observe mode. */
export const OBSERVE_NOTE = "Observe mode: nobody is alarmed over drift while it is worked off. The verdict stands.";

/** Before what is shown and alarms nobody. */
export const OBSERVED = "Observe mode, no alarm: ";

/** Fails closed: a verdict that no drift accounts for stays as it is. */
function withoutDrift(engine: EngineReport): EngineReport {
  const { readiness } = engine;
  const reasons = readiness.reasons.filter((reason) => !isDrift(reason));
  if (reasons.length === readiness.reasons.length) return engine;
  const verdict = reasons.length === 0 ? "ready" : worstOf(reasons.map((reason) => reason.verdict));
  return { ...engine, findings: [], readiness: { ...readiness, verdict, reasons, byTier: {}, byFlow: {} } };
}

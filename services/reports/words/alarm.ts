import type { EngineReport } from "#schemas/check-report";
import { withoutDrift } from "#services/core/readiness/without-drift";
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

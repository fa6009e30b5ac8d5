import type { Advice } from "#schemas/advice";
import type { ReadinessReason } from "#schemas/readiness";
import { answerGate } from "./answer-gate.js";
import { PLAIN_QUESTION } from "./gate-question.js";
import { tellRuntime } from "./runtime-of.js";
import type { ToldVerdict } from "./told-verdict.js";

/** What to expect of the standby in an emergency: never a refusal, and never more than was looked at. */
export function tellAdvice(
  told: ToldVerdict,
  { now, doubts = [] }: { readonly now: Date; readonly doubts?: readonly ReadinessReason[] },
): Advice {
  const { verdict, asOf, ageSeconds, reasons = [] } = answerGate(told, PLAIN_QUESTION, { now, doubts });
  return {
    schema: "lockstep/advice@1",
    engineId: told.engineId,
    at: now.toISOString(),
    scope: "advice for an emergency: it never forbids a failover",
    verdict,
    asOf,
    ageSeconds,
    byTier: told.advice.byTier,
    doubts: [...new Set(reasons.filter((reason) => reason.verdict === "unknown").map(({ code }) => code))],
    items: [...told.advice.items],
    omitted: told.advice.omitted,
    runtime: tellRuntime(told.runtime, now),
  };
}

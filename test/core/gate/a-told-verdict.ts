import type { ReadinessReason } from "#schemas/readiness";
import { NEVER } from "#services/core/gate/good-until";
import type { ToldVerdict } from "#services/core/gate/told-verdict";

export const TOLD_AT = "2026-11-23T02:10:00.000Z";

/** A verdict of ready, reached at 02:00 and told at 02:10. */
export function aToldVerdict(about: Partial<ToldVerdict> = {}): ToldVerdict {
  return {
    engineId: "tie",
    toldAt: TOLD_AT,
    goodUntil: NEVER,
    verdict: "ready",
    byOverride: false,
    asOf: "2026-11-23T02:00:00.000Z",
    expiresAt: "2026-11-24T04:00:00.000Z",
    reasons: [],
    byTier: { "1": { verdict: "ready", blocking: 0, reasons: [] } },
    byFlow: { ADT: { verdict: "ready", blocking: 0, reasons: [] } },
    returning: { verdict: "ready", reasons: [] },
    advice: { items: [], omitted: 0, byTier: {} },
    runtime: [],
    profiles: {},
    ...about,
  };
}

export function aReason(code: string, verdict: ReadinessReason["verdict"]): ReadinessReason {
  return { code, verdict, message: `because of ${code}`, owner: "PAS team", action: "Mend it.", findings: [] };
}

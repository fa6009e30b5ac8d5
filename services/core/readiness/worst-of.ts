import type { ReadinessVerdict } from "#schemas/readiness";

const RANK: Readonly<Record<ReadinessVerdict, number>> = { ready: 0, unknown: 1, "not-ready": 2 };

/** The worst of some verdicts: `not-ready` over `unknown` over `ready`. None at all is `unknown`. */
export function worstOf(verdicts: readonly ReadinessVerdict[]): ReadinessVerdict {
  return (
    verdicts.reduce<ReadinessVerdict | undefined>(
      (worst, verdict) => (worst === undefined || RANK[verdict] > RANK[worst] ? verdict : worst),
      undefined,
    ) ?? "unknown"
  );
}

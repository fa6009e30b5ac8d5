import type { CompliancePoint } from "./band-of-run.js";

/** Takes points and keeps of them what bands are made of. */
export interface PointGatherer {
  /** Of each engine in the order in which it was judged. */
  take(point: CompliancePoint): void;
  /** As few points as give the same spans. */
  points(): readonly CompliancePoint[];
}

/**
 * Gathers points of any engines in memory that grows with how often bands change, not with how often anybody looked: of runs in a row that say
 * the same, without a time between them that nothing tells of, one point is kept.
 */
export function gatherPoints(): PointGatherer {
  const engines = new Map<string, CompliancePoint[]>();
  return {
    take(point) {
      const kept = engines.get(point.engineId) ?? [];
      engines.set(point.engineId, kept);
      const last = kept.at(-1);
      const goesOn = last !== undefined && last.band === point.band && last.at <= point.at && point.at <= last.until;
      if (goesOn) kept[kept.length - 1] = { ...last, until: point.until };
      else kept.push(point);
    },
    points: () => [...engines.values()].flat(),
  };
}

import type { EngineRun } from "#schemas/run";
import { type ChangeLife, isCompared, lifeOf, standingIn } from "./change-life.js";

/** Follows differences through runs, of any engines, of each in the order in which it was judged. */
export interface ChangeFollower {
  /** Gives the lives that ended by this run. */
  take(run: EngineRun): readonly ChangeLife[];
  /** Those that stand. */
  open(): readonly ChangeLife[];
}

/**
 * Follows every difference that is not as declared. A run that could not compare says nothing: what it does not show has not gone. What came back
 * later is another one.
 */
export function followChanges(): ChangeFollower {
  const open = new Map<string, Map<string, ChangeLife>>();
  return {
    take(run) {
      if (!isCompared(run)) return [];
      const standing = open.get(run.engineId) ?? new Map<string, ChangeLife>();
      open.set(run.engineId, standing);
      const seen = standingIn(run);
      const gone = [...standing].filter(([findingId]) => !seen.has(findingId));
      for (const [findingId] of gone) standing.delete(findingId);
      for (const [findingId, facts] of seen) {
        const known = standing.get(findingId);
        const life = known === undefined ? lifeOf(run, findingId, facts) : { ...known, lastAt: run.at };
        standing.set(findingId, life);
      }
      return gone.map(([, life]) => ({ ...life, goneAt: run.at }));
    },
    open: () => [...open.values()].flatMap((standing) => [...standing.values()]),
  };
}

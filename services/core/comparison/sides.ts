import type { DriftCase } from "#schemas/drift";

/** One value seen from the three sides; `undefined` means absent. */
export interface Sides<T> {
  readonly baseline: T | undefined;
  readonly production: T | undefined;
  readonly standby: T | undefined;
}

/** Applies a step to each side that is there. */
export function mapSides<T, U>(sides: Sides<T>, step: (value: T) => U | undefined): Sides<U> {
  const map = (value: T | undefined): U | undefined => (value === undefined ? undefined : step(value));
  return { baseline: map(sides.baseline), production: map(sides.production), standby: map(sides.standby) };
}

/** The direction of a difference: who left the approved baseline. */
export function caseOf<T>(sides: Sides<T>, same: (a: T | undefined, b: T | undefined) => boolean): DriftCase {
  const productionHolds = same(sides.baseline, sides.production);
  const standbyHolds = same(sides.baseline, sides.standby);
  if (productionHolds && standbyHolds) return "in-lockstep";
  if (productionHolds) return "standby-behind";
  if (standbyHolds) return "production-changed";
  return same(sides.production, sides.standby) ? "both-changed" : "diverged";
}

/** What each direction says to differ: `nodes` from each other, `production` or `standby` from the approved baseline. */
export const UNEQUAL: Readonly<Record<DriftCase, readonly ("nodes" | "production" | "standby")[]>> = {
  "in-lockstep": [],
  "standby-behind": ["nodes", "standby"],
  "production-changed": ["nodes", "production"],
  "both-changed": ["production", "standby"],
  diverged: ["nodes", "production", "standby"],
};

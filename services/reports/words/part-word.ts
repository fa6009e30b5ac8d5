import type { Readiness, ReadinessVerdict } from "#schemas/readiness";
import { markOf, wordOf } from "./standing.js";

type Part = Readiness["byTier"][string];

/** The word for the verdict on one tier or flow. */
export function partWord(part: Part): string {
  return wordOf(standingOfPart(part));
}

/** How it is marked. */
export function partMark(part: Part): ReadinessVerdict {
  return markOf(standingOfPart(part));
}

function standingOfPart({ verdict, setAside = [] }: Part): Parameters<typeof wordOf>[0] {
  return { verdict, byOverride: verdict === "ready" && setAside.length > 0 };
}

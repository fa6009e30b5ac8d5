import type { ControlCrosswalk } from "#schemas/control-map";
import type { ControlLibrary } from "./control-library.js";
import { type Link, linksOf, turnLinks } from "./crosswalk-links.js";

/** One crosswalk, read in one direction. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly isBetweenFrameworks: boolean;
  readonly links: readonly Link[];
}

/**
 * Finds the shortest way of crosswalks from one edition to another, with at most one step between frameworks; `undefined` where there is
 * none.
 */
export function findCrosswalkWay(library: ControlLibrary, from: string, to: string): readonly Step[] | undefined {
  const steps = library.crosswalks.flatMap((crosswalk) => bothWays(crosswalk, library));
  const waiting: Way[] = [{ at: from, steps: [], crossed: false }];
  const seen = new Set<string>();
  for (const way of waiting) {
    if (way.at === to && way.steps.length > 0) return way.steps;
    for (const step of steps) {
      if (step.from !== way.at || (way.crossed && step.isBetweenFrameworks)) continue;
      const crossed = way.crossed || step.isBetweenFrameworks;
      const key = `${step.to} ${crossed}`;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({ at: step.to, steps: [...way.steps, step], crossed });
    }
  }
  return undefined;
}

interface Way {
  readonly at: string;
  readonly steps: readonly Step[];
  readonly crossed: boolean;
}

function bothWays(crosswalk: ControlCrosswalk, { editions }: ControlLibrary): readonly Step[] {
  const { from, to } = crosswalk;
  const isBetweenFrameworks = editions.get(from)?.framework !== editions.get(to)?.framework;
  const links = linksOf(crosswalk);
  return [
    { from, to, isBetweenFrameworks, links },
    { from: to, to: from, isBetweenFrameworks, links: turnLinks(links) },
  ];
}

import { sha256 } from "../../text/digest.js";

/** What can be drawn: its name, unlike any other's, and how many lots it has. */
export interface Candidate {
  readonly name: string;
  /** A whole number of at least 1. */
  readonly lots: number;
}

/** How a draw is made, for whoever makes it again. */
export const DRAW_RULE =
  "Each change has one lot, or as many as its weight. Lot n of a change is SHA-256 over the seed, the name of the change and n, one a line. The changes with the highest lots are the sample.";

/**
 * Draws without putting back: those whose highest lot is highest. The same seed draws the same from the same population in any order and on
 * any machine, and anybody can draw it again with a hash alone. With the same lots each, all samples are equally likely; twice the lots
 * make it twice as likely to come first.
 */
export function drawSample<T extends Candidate>(candidates: readonly T[], size: number, seed: number): readonly T[] {
  return candidates
    .map((candidate) => ({ candidate, lot: highestLot(candidate, seed) }))
    .sort((a, b) => (a.lot > b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ candidate }) => candidate);
}

function highestLot({ name, lots }: Candidate, seed: number): string {
  let highest = "";
  for (let lot = 1; lot <= lots; lot++) {
    const drawn = sha256(`${seed}\n${name}\n${lot}`);
    if (drawn > highest) highest = drawn;
  }
  return highest;
}

/**
 * How many times longer work takes on sixteen times as much: about 16 where it grows with its input, about 256 where it grows
 * with its square. Each is measured by its quickest run, in turns, until it is seen to grow with its input or was tried often: a
 * busy machine makes work slower at times, never quicker.
 */
export function growthOf(work: (size: number) => unknown, size: number): number {
  work(size);
  let small = Number.POSITIVE_INFINITY;
  let large = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS && (round < FEWEST_ROUNDS || large / small > PLAINLY_LINEAR); round += 1) {
    large = Math.min(
      large,
      elapsed(() => work(size * 16)),
    );
    for (let run = 0; run < 4; run += 1)
      small = Math.min(
        small,
        elapsed(() => work(size)),
      );
  }
  return large / small;
}

const FEWEST_ROUNDS = 3;
const MOST_ROUNDS = 40;
const PLAINLY_LINEAR = 32;

/** As far from the one as from the other, as a busy machine makes it. */
export const LINEAR_GROWTH = 100;

function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

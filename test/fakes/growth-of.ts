/**
 * How many times longer work takes on sixteen times as much: about 16 where it grows with its input, about 256 where it grows
 * with its square. Each is measured by its quickest run, so that a busy machine does not count.
 */
export function growthOf(work: (size: number) => unknown, size: number): number {
  work(size);
  return quickest(() => work(size * 16), 8) / quickest(() => work(size), 8);
}

/** As far from the one as from the other, as a busy machine makes it. */
export const LINEAR_GROWTH = 100;

function quickest(work: () => unknown, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

import type { TestContext } from "node:test";

/** A repeatable source of numbers from 0 up to, but not including, 1. */
export type Random = () => number;

/** Mulberry32: small, quick and the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: LOCKSTEP_TEST_SEED, or another one each time; the test's output tells it. */
export function chooseSeed(test: TestContext): number {
  const given = process.env["LOCKSTEP_TEST_SEED"];
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  test.diagnostic(`seed ${seed}: set LOCKSTEP_TEST_SEED=${seed} to run the same again`);
  return seed;
}

/** A whole number from 0 up to, but not including, `bound`. */
export function below(bound: number, random: Random): number {
  return Math.floor(random() * bound);
}

/** One of some values. */
export function oneOf<T>(values: readonly T[], random: Random): T {
  const chosen = values[below(values.length, random)];
  if (chosen === undefined) throw new Error("there is nothing to choose from");
  return chosen;
}

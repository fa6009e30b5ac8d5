/**
 * How often a property is tried that costs much: a third of the full number, or all of it where `LOCKSTEP_TEST_RUNS=full` says so, as
 * the slow suite does.
 */
export function runsOf(full: number): { readonly numRuns: number } {
  return { numRuns: process.env["LOCKSTEP_TEST_RUNS"] === "full" ? full : Math.ceil(full / 3) };
}

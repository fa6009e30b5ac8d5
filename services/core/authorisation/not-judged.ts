import type { Authorisation } from "#schemas/authorisation";

const TEST = "judged against an approved baseline";

/** What is said of a difference while no baseline is approved: nothing can be called a change, so no ticket is asked for. */
export const NOT_JUDGED: Authorisation = {
  verdict: "not-applicable",
  ticket: null,
  changedBetween: null,
  actors: [],
  trace: [{ ticket: "", test: TEST, passed: false, facts: "no baseline has been approved yet" }],
  suggestions: [],
};

/** Whether authority was not asked for because there is no baseline. */
export function isNotJudged({ trace }: Pick<Authorisation, "trace">): boolean {
  return trace.some(({ test }) => test === TEST);
}

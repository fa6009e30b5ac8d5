import type { Authorisation } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { groupBy } from "../text/group-by.js";
import { outcomeOf } from "../words/describe-authorisation.js";

/** Changes that were judged alike: the same verdict, ticket and outcome of each test. */
export interface TicketGroup {
  readonly findings: readonly [Finding, ...Finding[]];
  /** Of the first of them, with its facts. */
  readonly authorisation: Authorisation;
}

/** The judgements on authority, the worst first, each told once. */
export function ticketGroups(findings: readonly Finding[]): readonly TicketGroup[] {
  return groupBy(findings, keyOf)
    .map((group) => ({ findings: group, authorisation: group[0].authorisation }))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

function keyOf({ authorisation }: Finding): string {
  const { verdict, ticket, trace } = authorisation;
  const tests = trace.map((test) => [test.ticket, test.test, outcomeOf(test, authorisation)]);
  return JSON.stringify([verdict, ticket, tests]);
}

function rankOf({ authorisation }: TicketGroup): number {
  return AUTHORISATION_VERDICTS[authorisation.verdict].rank;
}

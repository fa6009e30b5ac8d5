import type { ChangeTicket } from "#schemas/change-ticket";
import { approvedContent } from "./approved-content.js";
import { AUTHORISATION_VERDICTS } from "./authorisation-verdicts.js";
import type { Pair, PairTest } from "./pair-test.js";

/**
 * Runs one test for the ticket as it is now and for each sight that bears on the change: the worst result stands, and where that is not
 * the present one its facts name when the ticket was seen so.
 */
export function worstOfSights(pair: Pair, test: (pair: Pair) => PairTest): PairTest {
  return pair.bearing.sights
    .map((sight) => ({ sight, result: test(withSight(pair, sight)) }))
    .map(({ sight, result }) => (sight === pair.ticket.current ? result : asSeen(result, sight)))
    .reduceRight((worst, next) => (gravityOf(next) > gravityOf(worst) ? next : worst));
}

function withSight(pair: Pair, sight: ChangeTicket): Pair {
  if (sight === pair.ticket.current) return pair;
  return {
    ...pair,
    ticket: { ...pair.ticket, current: sight },
    use: { ...pair.use, content: approvedContent(sight) },
  };
}

function asSeen(result: PairTest, { observedAt, rebuilt }: ChangeTicket): PairTest {
  const source = rebuilt === true ? "as its record of edits tells for" : "as seen at";
  return { ...result, facts: `${source} ${observedAt}: ${result.facts}` };
}

/** A crossed test before one with a note; of two crossed ones that of the lower rank speaks. */
function gravityOf({ failure, note }: PairTest): number {
  if (failure === null) return note === undefined ? 0 : 1;
  return 1000 - AUTHORISATION_VERDICTS[failure].rank;
}

import { epochOf, showEpoch } from "./epoch-of.js";
import { existedBy } from "./existed-by.js";
import { whyNotReady } from "./lifecycle-when-changed.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { showChange } from "./spans.js";

/** Was a standard ticket raised, and ready to be implemented, before the change was made? Nobody approves it, so this stands for it. */
export function testExisted(pair: Pair): PairTest {
  const { ticket, made } = pair;
  const test = "raised and ready when changed";
  const existed = existedBy(ticket);
  const facts = `known since ${showEpoch(existed)}; ${showChange(made)}`;
  if (existed > made.from) {
    const isRaised = ticket.sights.some(({ raisedAt }) => epochOf(raisedAt) !== null);
    return crossed(test, isRaised && existed > made.to ? "not-approved-at-time" : "approval-unproven", facts);
  }
  const why = whyNotReady(pair);
  return why === null ? ticked(test, facts) : crossed(test, why.failure, `${why.facts}; ${facts}`);
}

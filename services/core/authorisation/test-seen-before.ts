import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

/** Is it known how the ticket was before the change? `undefined` where it is; where not, policy says what that means. */
export function testSeenBefore({ ticket, bearing, rules }: Pair): PairTest | undefined {
  if (!bearing.unseenBefore) return undefined;
  const test = "seen before the change";
  const edited = ticket.current.updatedAt === null ? "not known to be unedited" : "edited";
  const facts = `not seen before the change, and ${edited} since: what it said then is not proven`;
  if (rules.unseenBefore === "unproven") return crossed(test, "window-unproven", facts);
  return ticked(test, facts, "unseen-before");
}

import type { ChangeFreeze } from "#schemas/change-control";
import { matchesGlob } from "../text/match-glob.js";
import { epochOf } from "./epoch-of.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { placeIn, type Span, showChange } from "./spans.js";

/** Was the change made outside every freeze, or under an exemption approved before? */
export function testFreeze({ change, ticket, approval, effective, rules }: Pair): PairTest {
  const test = "no freeze";
  const freeze = rules.freezes.find((candidate) => touches(candidate, change.engineId, effective));
  if (freeze === undefined) return ticked(test, "no freeze then");
  const facts = `freeze '${freeze.name}' from ${freeze.start} to ${freeze.end}; ${showChange(effective)}`;
  const exempt = ticket.current.freezeExempt === true && approval.state === "approved";
  return exempt ? ticked(test, `exempted by the approved ticket; ${facts}`) : crossed(test, "freeze-violation", facts);
}

/** A freeze whose dates cannot be read is in force: nobody can say that it is not. */
function touches({ start, end, engine }: ChangeFreeze, engineId: string, effective: Span): boolean {
  if (engine !== undefined && !matchesGlob(engine, engineId)) return false;
  const period = {
    from: epochOf(start) ?? Number.NEGATIVE_INFINITY,
    to: epochOf(end) ?? Number.POSITIVE_INFINITY,
  };
  return placeIn(effective, period) !== "outside";
}

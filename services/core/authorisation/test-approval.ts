import { isNobody } from "../people/is-nobody.js";
import { whyNotReady } from "./lifecycle-when-changed.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { showChange } from "./spans.js";

/** Was the ticket approved, by somebody named, over the whole of the change? */
export function testApproval(pair: Pair): PairTest {
  const { approval, made, rules } = pair;
  const test = "approved when changed";
  const why = whyNotReady(pair);
  const facts = `${approval.facts}; ${showChange(made)}`;
  if (approval.state === "not-approved") return crossed(test, "not-approved-at-time", facts);
  if (why !== null) return crossed(test, why.failure, `${why.facts}; ${facts}`);
  if (approval.state === "unproven") return crossed(test, "approval-unproven", facts);
  const approvers = approval.approvals.filter(({ decision }) => decision === "approved");
  if (rules.namedApprover && approvers.every(({ by }) => isNobody(by))) {
    return crossed(test, "approval-unproven", `approved by nobody who can be told by name; ${facts}`);
  }
  const own = [...new Set(approvers.map(({ timeEvidence }) => timeEvidence))].sort().join(", ");
  return ticked(test, `${facts}; evidence ${approval.evidence ?? own}`);
}

import type { ContentBinding } from "#schemas/change-control";
import { epochOf } from "./epoch-of.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

const LEVELS: readonly ContentBinding[] = ["none", "ticket-mentions", "digest-at-approval"];

/** Is the change the very content that was approved, where ticket or policy binds them? A digest in the ticket binds. */
export function testContent(pair: Pair): PairTest {
  const test = "approved content";
  const { finding, change, ticket, rules } = pair;
  const required =
    rules.contentBinding[finding.tier === 2 || finding.tier === 3 || finding.tier === 4 ? finding.tier : 1];
  const bound = ticket.current.digests.length > 0;
  if (!bound && (required === undefined || required === "none"))
    return ticked(test, "the ticket is bound to no content");
  if (!bound) return crossed(test, "content-mismatch", `policy asks for ${required}, the ticket holds no digest`);
  if (change.digest === null) return crossed(test, "content-mismatch", "the change's own digest is not known");
  if (!ticket.current.digests.includes(change.digest)) {
    return crossed(
      test,
      "content-mismatch",
      `${change.digest} is not among the ${ticket.current.digests.length} in the ticket`,
    );
  }
  const level = levelOf(pair, change.digest);
  const facts = `${change.digest} stands in the ticket (${level})`;
  const enough = LEVELS.indexOf(level) >= LEVELS.indexOf(required ?? "none");
  return enough ? ticked(test, facts) : crossed(test, "content-mismatch", `${facts}, policy asks for ${required}`);
}

/** A digest was there at approval if a sight not after the approval held it, and no later one lacked it. */
function levelOf({ ticket, approval }: Pair, digest: string): ContentBinding {
  const since = approval.approvedSince;
  if (since === null) return "ticket-mentions";
  const first = ticket.sights.find(({ digests }) => digests.includes(digest));
  const early = first !== undefined && (epochOf(first.observedAt) ?? Number.POSITIVE_INFINITY) <= since;
  const edited = epochOf(ticket.current.updatedAt);
  const unchanged = edited !== null && edited <= since;
  const kept = ticket.sights
    .slice(first === undefined ? 0 : ticket.sights.indexOf(first))
    .every(({ digests }) => digests.includes(digest));
  return kept && (early || unchanged) ? "digest-at-approval" : "ticket-mentions";
}

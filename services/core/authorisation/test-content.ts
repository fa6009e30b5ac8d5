import type { ContentBinding } from "#schemas/change-control";
import { contentMatch } from "./content-match.js";
import { epochOf } from "./epoch-of.js";
import { findBeyond } from "./find-beyond.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { provenSince } from "./sights-that-bear.js";

const LEVELS: readonly ContentBinding[] = ["none", "ticket-mentions", "digest-at-approval"];
const TEST = "approved content";

/** Is the change the very content that was approved, where ticket or policy binds them? A digest in the ticket binds. */
export function testContent(pair: Pair): PairTest {
  const { finding, change, ticket, rules, bearing } = pair;
  const required =
    rules.contentBinding[finding.tier === 2 || finding.tier === 3 || finding.tier === 4 ? finding.tier : 1];
  const bound = ticket.current.digests.length > 0;
  if (!bound && ticket.current !== bearing.sights.at(-1))
    return ticked(TEST, "the ticket was bound to no content then");
  if (!bound && (required === undefined || required === "none"))
    return ticked(TEST, "the ticket is bound to no content");
  if (!bound) return crossed(TEST, "content-mismatch", `policy asks for ${required}, the ticket holds no digest`);
  if (change.digest === null) return crossed(TEST, "content-mismatch", "the change's own digest is not known");
  if (!pair.use.content.changes.includes(change.digest)) return otherContent(pair, change.digest);
  const level = levelOf(pair, change.digest);
  const facts = `${change.digest} stands in the ticket (${level})`;
  const enough = LEVELS.indexOf(level) >= LEVELS.indexOf(required ?? "none");
  const content = contentMatch("exact");
  if (enough) return { ...ticked(TEST, facts), content };
  return { ...crossed(TEST, "content-mismatch", `${facts}, policy asks for ${required}`), content };
}

/**
 * More than was approved, where that can be shown: every approved change was made and this one besides, or an approved digest is
 * that of a part of it. Anything else is other content.
 */
function otherContent({ finding, change, use, dialect }: Pair, digest: string): PairTest {
  const { kind, name } = finding.artefact;
  const { changes } = use.content;
  const paths = finding.changes.map(({ path }) => path).sort();
  const undone = changes.filter((approved) => !use.digests.has(approved));
  if (undone.length === 0) {
    const facts = `beyond the approved content: ${kind} '${name}' (${listNames(paths)}); all ${changes.length} approved were made besides`;
    return { ...crossed(TEST, "exceeds-scope", facts), content: contentMatch("beyond", { beyond: paths }) };
  }
  const beyond = findBeyond(finding, change, undone, dialect);
  if (beyond !== undefined) {
    const facts = `beyond the approved content of ${kind} '${name}': ${listNames(beyond)}; the rest is as approved`;
    return { ...crossed(TEST, "exceeds-scope", facts), content: contentMatch("beyond", { beyond }) };
  }
  const facts = `${digest} is none of the ${changes.length} that the ticket holds; changed were ${listNames(paths)}`;
  return {
    ...crossed(TEST, "content-mismatch", facts),
    content: contentMatch("other", { beyond: paths, missing: undone }),
  };
}

/**
 * A digest was there at the approval that counts for the change if a sight not after it held it, or a later one that was not edited
 * since, and none lacked it afterwards.
 */
function levelOf({ ticket, approval, made }: Pair, digest: string): ContentBinding {
  const since = provenSince(approval, made.from);
  if (since === null) return "ticket-mentions";
  const first = ticket.sights.find(({ digests }) => digests.includes(digest));
  const early = first !== undefined && (epochOf(first.observedAt) ?? Number.POSITIVE_INFINITY) <= since;
  const unchanged = ticket.sights.some(({ digests, updatedAt }) => {
    const edited = digests.includes(digest) ? epochOf(updatedAt) : null;
    return edited !== null && edited <= since;
  });
  const kept = ticket.sights
    .slice(first === undefined ? 0 : ticket.sights.indexOf(first))
    .every(({ digests }) => digests.includes(digest));
  return kept && (early || unchanged) ? "digest-at-approval" : "ticket-mentions";
}

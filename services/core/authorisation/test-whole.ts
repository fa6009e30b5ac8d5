import type { ChangeTicket } from "#schemas/change-ticket";
import { approvedContent } from "./approved-content.js";
import { contentMatch } from "./content-match.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import { provenSince, sightsThatBear } from "./sights-that-bear.js";

const TEST = "all of the approved content";

/**
 * Was all of what was approved together really done? Only a ticket that holds the digest of the whole set says so, now or at a sight of it
 * since its approval: `undefined` for others, and for content that was not approved at all. Several digests without one of the
 * whole, of which not all were found, are noted.
 */
export function testWhole(pair: Pair): PairTest | undefined {
  const { ticket, use } = pair;
  const held = setsHeld(pair);
  const lacking = held.find(({ missing }) => missing.length > 0);
  if (lacking !== undefined) return lacksSome(lacking, ticket.current);
  const [whole] = held;
  if (whole !== undefined) return ticked(TEST, `each of the ${whole.changes.length} approved changes was found`);
  const { changes, isWhole } = approvedContent(ticket.current);
  const unfound = changes.filter((digest) => !use.digests.has(digest));
  if (isWhole || changes.length < 2 || unfound.length === 0 || unfound.length === changes.length) return undefined;
  const facts = `the ${changes.length} digests of the ticket make up no approved set; not found: ${listNames(unfound)}`;
  return ticked(TEST, facts, "unmatched-digests");
}

interface HeldSet {
  readonly sight: ChangeTicket;
  readonly changes: readonly string[];
  readonly missing: readonly string[];
}

/** The whole sets with this change in them that the ticket held from its approval on. */
function setsHeld({ ticket, change, approval, made, use }: Pair): HeldSet[] {
  const { digest } = change;
  if (digest === null) return [];
  const since = provenSince(approval, made.from) ?? made.from;
  const { sights } = sightsThatBear(ticket, { from: since, to: Math.max(since, made.to) });
  return [...sights].reverse().flatMap((sight) => {
    const { changes, isWhole } = approvedContent(sight);
    if (!isWhole || !changes.includes(digest)) return [];
    return [{ sight, changes, missing: changes.filter((one) => !use.digests.has(one)) }];
  });
}

function lacksSome({ sight, changes, missing }: HeldSet, current: ChangeTicket): PairTest {
  const seen = sight === current ? "" : `, as seen at ${sight.observedAt}`;
  const found = `${changes.length - missing.length} of ${changes.length} approved changes were found${seen}`;
  const facts = `${found}; missing: ${listNames(missing)}`;
  return { ...crossed(TEST, "matched-subset", facts), content: contentMatch("subset", { missing }) };
}

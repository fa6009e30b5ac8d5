import { contentMatch } from "./content-match.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

/**
 * Was all of what was approved together really done? Only a ticket that holds the digest of the whole set says so: `undefined` for
 * others, and for content that was not approved at all.
 */
export function testWhole({ change, use }: Pair): PairTest | undefined {
  const { changes, isWhole } = use.content;
  if (!isWhole || change.digest === null || !changes.includes(change.digest)) return undefined;
  const test = "all of the approved content";
  const missing = changes.filter((digest) => !use.digests.has(digest));
  if (missing.length === 0) return ticked(test, `each of the ${changes.length} approved changes was found`);
  const found = `${changes.length - missing.length} of ${changes.length} approved changes were found`;
  const facts = `${found}; missing: ${listNames(missing)}`;
  return { ...crossed(test, "matched-subset", facts), content: contentMatch("subset", { missing }) };
}

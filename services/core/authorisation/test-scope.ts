import type { Finding } from "#schemas/finding";
import { matchScope, SCOPE_LEVELS } from "./match-scope.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

/** Is the changed artefact what the ticket is for, named precisely enough for its tier? */
export function testScope({ finding, change, ticket, rules, use }: Pair): PairTest {
  const match = matchScope(finding, change, ticket.current, rules);
  if (match.level === null) {
    const coversOthers = [...use.covered].some((id) => id !== finding.id);
    return coversOthers
      ? crossed("scope", "exceeds-scope", `beyond the ticket: ${match.facts}`)
      : crossed("scope", "scope-mismatch", match.facts);
  }
  const minimum = rules.minimumScope[tierOf(finding)] ?? "engine";
  if (SCOPE_LEVELS.indexOf(match.level) >= SCOPE_LEVELS.indexOf(minimum)) return ticked("scope", match.facts);
  const facts = `${match.facts}; scope-too-broad: tier ${finding.tier} asks for ${minimum}`;
  return rules.tooBroadScope === "note"
    ? ticked("scope", facts, "scope-too-broad")
    : crossed("scope", "scope-mismatch", facts);
}

function tierOf({ tier }: Finding): 1 | 2 | 3 | 4 {
  return tier === 2 || tier === 3 || tier === 4 ? tier : 1;
}

import { isInGroup, isMapped, isOne, isShared, personOf } from "./known-people.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";
import type { TicketRules } from "./ticket-rules.js";

const TEST = "made by an implementer";

/** Is everyone who made the change named by the ticket as an implementer? Who cannot be told, and who only shares the group, is noted. */
export function testActors({ change, ticket, rules }: Pair): PairTest {
  const { implementers, assignmentGroup } = ticket.current;
  const { actors } = change;
  if (actors.length === 0) return unattributable("the engine names nobody", rules);
  if (implementers.length === 0 && typeof assignmentGroup !== "string")
    return unattributable(`made by ${listNames(actors)}; the ticket names no implementer`, rules);
  const others = actors.filter((actor) => !implementers.some((one) => isOne(one, actor, rules)));
  if (others.length === 0) return ticked(TEST, `made by ${listNames(actors)}`);
  const known = others.filter((actor) => !isShared(actor, rules) && isMapped(actor, rules));
  const stranger = known.find(
    (actor) => typeof assignmentGroup !== "string" || !isInGroup(actor, assignmentGroup, rules),
  );
  if (stranger !== undefined) {
    const named = implementers.length === 0 ? `nobody of ${assignmentGroup}` : `not by ${listNames(implementers)}`;
    return crossed(TEST, "actor-mismatch", `made by ${stranger} (${personOf(stranger, rules)}), ${named}`);
  }
  const unknown = others.filter((actor) => !known.includes(actor));
  if (unknown.length > 0) return unattributable(`actor-unattributable: ${listNames(unknown)}`, rules);
  const people = known.map((actor) => `${actor} (${personOf(actor, rules)})`);
  return ticked(TEST, `made by ${listNames(people)}, of the assignment group ${assignmentGroup}`, "other-implementer");
}

function unattributable(facts: string, { attributableActor }: TicketRules): PairTest {
  return attributableActor ? crossed(TEST, "actor-mismatch", facts) : ticked(TEST, facts, "actor-unattributable");
}

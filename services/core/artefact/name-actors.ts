import type { NodeFacts } from "#schemas/snapshot";

/** Gives the actors of events their names, as far as they are known, and forgets who the other users are. */
export function nameActors(facts: NodeFacts): NodeFacts {
  const { userNames, ...kept } = facts;
  if (userNames === undefined || kept.events === undefined) return kept;
  const nameOf = new Map(Object.entries(userNames));
  return { ...kept, events: kept.events.map((event) => ({ ...event, actor: nameOf.get(event.actor) ?? event.actor })) };
}

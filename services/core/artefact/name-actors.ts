import type { NodeFacts } from "#schemas/snapshot";
import type { AccountSeal } from "../people/seal-account.js";

/**
 * Gives the actors of events their names, as far as they are known, and forgets who the other users are. Where accounts are sealed, they and the accounts whose
 * credentials end stand by pseudonym.
 */
export function nameActors(facts: NodeFacts, seal: AccountSeal = (name) => name): NodeFacts {
  const { userNames = {}, events, expiries, ...kept } = facts;
  const nameOf = new Map(Object.entries(userNames));
  const named = events?.map((event) => ({ ...event, actor: seal(nameOf.get(event.actor) ?? event.actor, "account") }));
  const ending = expiries?.map((fact) =>
    fact.what === "credential" ? { ...fact, name: seal(fact.name, "account") } : fact,
  );
  return {
    ...kept,
    ...(named === undefined ? {} : { events: named }),
    ...(ending === undefined ? {} : { expiries: ending }),
  };
}

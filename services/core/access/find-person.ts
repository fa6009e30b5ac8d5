import type { AccessPolicy } from "#schemas/access";
import { isNobody } from "../people/is-nobody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import type { Grant } from "./principal.js";

/** Somebody who signed in, as the provider names them. */
export interface SignedInPerson {
  readonly account: string;
  readonly name: string;
  readonly groups: readonly string[] | "untold";
}

/** What somebody is in one estate. */
export interface PersonInEstate {
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** Finds what an estate lets a person do; `undefined` where it lets them do nothing. What is granted to a group never decides. */
export function findPerson(
  person: SignedInPerson,
  { people, groups }: AccessPolicy,
  estate: string,
): PersonInEstate | undefined {
  const own = people.find(({ account }) => account === person.account);
  const member = person.groups === "untold" ? [] : person.groups;
  const byGroup = groups.filter(({ group }) => member.includes(group)).flatMap(({ roles }) => roles);
  const granted = [...(own?.roles ?? []), ...byGroup.filter(({ role }) => role !== "approver")];
  if (granted.length === 0) return undefined;
  const grants = granted.map(({ role, engines = "all" as const }) => ({ estate, role, engines }));
  return { name: own?.name ?? ownName(person, people), grants };
}

/** Whoever is known by a group alone bears the provider's name, unless it could be taken for somebody whom the estate names. */
function ownName({ account, name }: SignedInPerson, people: AccessPolicy["people"]): string {
  return isNobody(name) || people.some((other) => mayBeSamePerson(other.name, name)) ? account : name;
}

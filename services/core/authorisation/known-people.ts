import type { ChangeControl } from "#schemas/change-control";
import { hasAddress } from "../people/has-address.js";
import { isSamePerson } from "../people/is-same-person.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { plainName } from "../people/plain-name.js";
import { matchesGlob } from "../text/match-glob.js";

type Identities = Pick<ChangeControl, "identities">;

/**
 * Whether two names may be one person's. Each is known by the name that stands there and by each person whom policy gives for it,
 * and for that one, and so on.
 */
export function mayBeOne(a: string, b: string, rules: Identities): boolean {
  const others = namesOf(b, rules);
  return namesOf(a, rules).some((one) => others.some((other) => mayBeSamePerson(one, other)));
}

function namesOf(name: string, { identities }: Identities): readonly string[] {
  return closeOver(name, (known) =>
    identities.flatMap(({ account, person }) => (mayBeSamePerson(account, known) ? [person] : [])),
  );
}

/** Whether a name in a ticket certainly means who stands behind an account: tickets name people and accounts. */
export function isOne(named: string, account: string, rules: Identities): boolean {
  const people = peopleOf(account, rules);
  return [named, ...peopleOf(named, rules)].some((name) => people.some((person) => isSamePerson(name, person)));
}

/**
 * Whether a name in policy means who did what only the named may do. Under a bare name nobody is known who has an address: any domain
 * could begin with it.
 */
export function isNamedBy(policyName: string, by: string, rules: Identities): boolean {
  const people = peopleOf(by, rules);
  return [policyName, ...peopleOf(policyName, rules)].some((name) =>
    people.some((person) => isSamePerson(name, person) && (hasAddress(name) || !hasAddress(person))),
  );
}

/** Everyone whom policy gives for an account, and for that one again; the account itself where policy does not say. */
function peopleOf(account: string, { identities }: Identities): readonly string[] {
  const [, ...people] = closeOver(account, (known) =>
    identities.filter((identity) => isSameAccount(identity.account, known)).map(({ person }) => person),
  );
  return people.length === 0 ? [account] : people;
}

/** A name and all that it leads to, each once, so that names that lead to each other end. */
function closeOver(name: string, next: (name: string) => readonly string[]): readonly string[] {
  const known = new Set([name]);
  for (const one of known) for (const other of next(one)) known.add(other);
  return [...known];
}

/** Who stands behind an account; the account itself where policy does not say. */
export function personOf(account: string, { identities }: Identities): string {
  return identities.find((identity) => isSameAccount(identity.account, account))?.person ?? account;
}

export function isMapped(account: string, { identities }: Identities): boolean {
  return identities.some((identity) => isSameAccount(identity.account, account));
}

/** Whether policy puts who stands behind an account into this group of the ticket system. */
export function isInGroup(account: string, group: string, { identities }: Identities): boolean {
  return identities.some(
    (identity) =>
      isSameAccount(identity.account, account) &&
      (identity.groups ?? []).some((one) => plainName(one) === plainName(group)),
  );
}

/** Whether several people use an account, so that nobody can be held to what it did. */
export function isShared(account: string, { sharedAccounts }: Pick<ChangeControl, "sharedAccounts">): boolean {
  return sharedAccounts.some((pattern) => matchesGlob(plainName(pattern), plainName(account)));
}

function isSameAccount(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

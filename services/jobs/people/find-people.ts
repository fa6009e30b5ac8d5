import { isSamePerson } from "#services/core/people/is-same-person";
import { plainName } from "#services/core/people/plain-name";
import type { PersonInBook } from "#services/ports/people-book";

/** Finds who is meant by a name, by a whole pseudonym, or by the first eight or more digits of one, as it is shown: `person 7f3a9c01`. */
export function findPeople(named: string, people: readonly PersonInBook[]): readonly PersonInBook[] {
  const digits = /^(?:person[ -])?([0-9a-f]{8,16})(?:\b.*)?$/.exec(named.trim())?.[1];
  const byName = people.filter(({ name }) => plainName(name) === plainName(named) || isSamePerson(name, named));
  if (byName.length > 0 || digits === undefined) return byName;
  return people.filter(({ id }) => id.startsWith(digits));
}

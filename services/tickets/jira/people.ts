import { isRecord, textOf } from "#services/core/tickets/place";

/** Who somebody is, by the id under which the answers about one ticket name them. */
export type People = ReadonlyMap<string, string>;

type Raw = Readonly<Record<string, unknown>>;

/** Whether a record is a person: `accountId` on Cloud, `name` and `key` on Data Center. */
export function isPerson(record: Raw): boolean {
  return textOf(record["displayName"]) !== null && idOf(record) !== "";
}

/**
 * Learns who people are from all answers about one ticket: the mail address where any of them shows it, else the user name, else the id. One
 * answer may hide an address that another shows, and one person must not be two.
 */
export function learnPeople(answers: readonly unknown[]): People {
  const people = new Map<string, string>();
  const waiting = [...answers];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) for (const inner of next) waiting.push(inner);
    if (!isRecord(next)) continue;
    if (isPerson(next)) learn(next, people);
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return people;
}

function learn(person: Raw, people: Map<string, string>): void {
  const account = textOf(person["name"]) ?? textOf(person["emailAddress"]) ?? "";
  if (account.trim() !== "") people.set(idOf(person), account);
}

/** Never the name that is shown: on Cloud people give it to themselves. */
export function accountOf(person: Raw, people: People): string {
  const id = idOf(person);
  return people.get(id) ?? id;
}

/** On Data Center the key, which stays: a user name can be given to somebody else, and be another's key. */
function idOf(person: Raw): string {
  return textOf(person["accountId"]) ?? textOf(person["key"]) ?? textOf(person["name"]) ?? "";
}

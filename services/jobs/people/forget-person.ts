import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { mayBeSamePerson } from "#services/core/people/may-be-same-person";
import type { Ledger } from "#services/ports/estate-repository";
import type { PeopleBook, PersonInBook } from "#services/ports/people-book";
import { findPeople } from "./find-people.js";

export interface ForgettingContext {
  readonly people: PeopleBook;
  readonly ledger: Pick<Ledger, "append">;
  readonly now: () => Date;
}

/** Who was taken out of the book. */
export interface Forgotten {
  readonly people: readonly PersonInBook[];
  /** Ids of those of whom an earlier asking was cut off before it was on record: they are on this one. */
  readonly cutOff: readonly string[];
  /** Still in the book, and may be the same person under another spelling. */
  readonly alike: readonly PersonInBook[];
  readonly record: LedgerRecord;
}

/**
 * Takes a person out of the book, under every spelling that is certainly theirs, and records it without the name: what they did stays on
 * record under the pseudonym. The name is gone before that is recorded: a ledger that takes nothing must keep nobody in the book. Whoever was cut off in between is
 * recorded by the next asking, also by the same one made again.
 *
 * @throws LockstepError `usage`, `selector-unknown`, `system-refused`
 */
export async function forgetPerson(
  named: string,
  by: string,
  { people: book, ledger, now }: ForgettingContext,
): Promise<Forgotten> {
  assertSomebody("person who has the other forgotten", by);
  const all = await book.list();
  const people = findPeople(named, all);
  const cutOff = await book.unsettled();
  if (people.length === 0 && cutOff.length === 0) {
    throw new LockstepError("selector-unknown", "The book of people has nobody of that name or pseudonym.", {
      remedy: "'lockstep people list' has them all.",
    });
  }
  // Who acts is written down: they would be back in the book by asking for it.
  if (people.some(({ name }) => mayBeSamePerson(name, by)))
    throw new LockstepError("usage", "Nobody has themselves forgotten: let somebody else ask for it.");
  const ids = [...new Set([...people.map(({ id }) => id), ...cutOff])];
  for (const id of ids) await book.remove(id);
  const body = { people: ids };
  const record = await ledger.append({ type: "person-forgotten", actor: by, at: now().toISOString(), body });
  await book.settle(ids);
  const alike = all.filter(
    (other) => !ids.includes(other.id) && people.some(({ name }) => mayBeSamePerson(name, other.name)),
  );
  return { people, cutOff, alike, record };
}

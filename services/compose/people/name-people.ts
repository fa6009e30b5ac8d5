import { showPeople } from "#services/core/people/show-people";
import type { PeopleBook } from "#services/ports/people-book";

/** Puts names in the place of pseudonyms in what is told to people. */
export interface PeopleNamer {
  name<T>(value: T): Promise<T>;
  /** The same done, with names in its answer. */
  naming<Given extends readonly unknown[], T>(act: (...given: Given) => Promise<T>): (...given: Given) => Promise<T>;
}

/** Gives names out of a book, as it stands at that moment; whom it does not know stands by the pseudonym. */
export function namePeople(book: Pick<PeopleBook, "list">): PeopleNamer {
  async function name<T>(value: T): Promise<T> {
    // Most answers hold nobody: they come back as they are, and no book is opened.
    if (showPeople(value) === value) return value;
    return showPeople(value, new Map((await book.list()).map((person) => [person.id, person.name])));
  }
  return {
    name,
    naming:
      (act) =>
      async (...given) =>
        name(await act(...given)),
  };
}

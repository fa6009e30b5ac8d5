import type { Site } from "#services/compose/estate/open-site";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { pseudonymOf } from "#services/core/people/pseudonym-of";
import { findPeople } from "#services/jobs/people/find-people";
import { type Forgotten, forgetPerson } from "#services/jobs/people/forget-person";
import type { PersonInBook } from "#services/ports/people-book";
import { ensurePeopleKey } from "#services/stores/people/people-key";
import { sealPolicyFile } from "#services/stores/people/seal-policy-file";
import { namePeople, type PeopleNamer } from "./name-people.js";

/** Who is meant, and what stands for them in the record. */
export interface KnownPerson {
  readonly pseudonym: string;
  /** `undefined`: the book does not have the name. */
  readonly person: PersonInBook | undefined;
}

/** What is done with the book of people. */
export interface PeopleDesk extends PeopleNamer {
  list(): Promise<readonly PersonInBook[]>;
  /** By a name, or by a pseudonym as it is shown. @throws LockstepError `key-missing` */
  show(named: string): Promise<readonly KnownPerson[]>;
  /** @throws LockstepError `usage`, `selector-unknown`, `system-refused` */
  forget(named: string, by: string): Promise<Forgotten>;
  /** Puts pseudonyms in the place of the names in the folder's change control. Gives how many. @throws LockstepError `key-missing`, `policy-invalid` */
  sealPolicy(): Promise<number>;
  /** Makes the key under which pseudonyms are made, unless there is one. */
  ensureKey(): Promise<"made" | "there">;
}

export function openPeopleDesk(site: Pick<Site, "people" | "ledger" | "now" | "settings">): PeopleDesk {
  const { people, settings, now } = site;
  return {
    ...namePeople(people),
    list: () => people.list(),
    async show(named) {
      const found = findPeople(named, await people.list());
      if (found.length > 0) return found.map((person) => ({ pseudonym: person.pseudonym, person }));
      const pseudonym = pseudonymOf(named, await people.key(), "actor");
      return parsePseudonym(pseudonym) === undefined ? [] : [{ pseudonym, person: undefined }];
    },
    forget: (named, by) => forgetPerson(named, by, site),
    sealPolicy: () => sealPolicyFile(settings.folder, { book: people, now }),
    ensureKey: () => ensurePeopleKey(settings.peopleFolder),
  };
}

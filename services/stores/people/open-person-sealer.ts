import { parsePseudonym } from "#services/core/people/pseudonym";
import { pseudonymOf } from "#services/core/people/pseudonym-of";
import type { PersonSealer } from "#services/core/people/seal-people";
import { PEOPLE_FILE } from "#services/core/policy/beside-judgement";
import { wantsPseudonyms } from "#services/core/policy/wants-pseudonyms";
import type { PeopleBook } from "#services/ports/people-book";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { MAIN_REF } from "#services/stores/git/refs";

/**
 * Opens what gives people their pseudonyms, where `policy/people.yaml` on `main` wants them at that moment, and their names elsewhere. A
 * name is in the book before its pseudonym is anywhere.
 *
 * @throws LockstepError `key-missing`, `system-refused`: nothing is recorded by name instead
 */
export function openPersonSealer({ gitDir, now }: Pick<GitContext, "gitDir" | "now">, book: PeopleBook): PersonSealer {
  return async (name, part) => {
    const [file] = await readObjects(gitDir, [`${MAIN_REF}:${PEOPLE_FILE}`]);
    if (!wantsPseudonyms(file?.bytes.toString("utf8"))) return name;
    const pseudonym = pseudonymOf(name, await book.key(), part);
    const id = parsePseudonym(pseudonym)?.id;
    if (id !== undefined && pseudonym !== name) await book.keep({ id, name, pseudonym, since: now().toISOString() });
    return pseudonym;
  };
}

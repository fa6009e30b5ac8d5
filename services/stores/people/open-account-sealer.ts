import { createHmac } from "node:crypto";
import { LockstepError } from "#services/core/errors";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { type AccountSeal, sealAccountsUnder } from "#services/core/people/seal-account";
import { PEOPLE_FILE } from "#services/core/policy/beside-judgement";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { wantsSealedAccounts } from "#services/core/policy/wants-pseudonyms";
import type { AccountSealer } from "#services/ports/account-sealer";
import type { PeopleBook } from "#services/ports/people-book";

/**
 * Opens what seals accounts of engines and people of tickets, where `policy/people.yaml` on `main` wants it; `undefined` where names stay.
 *
 * @param files the governed files, as they stand on `main`
 * @throws LockstepError `key-missing`, `estate-invalid`: nothing is read by name instead
 */
export async function openAccountSealer(
  files: ReadonlyMap<string, string>,
  { book, now }: { readonly book: PeopleBook; readonly now: () => Date },
): Promise<AccountSealer | undefined> {
  if (!wantsSealedAccounts(files.get(PEOPLE_FILE))) return undefined;
  const { policy } = parseGoverned(files);
  if (policy === undefined) throw unknownAccounts();
  const key = await book.key();
  const sealed = sealAccountsUnder(key, policy.changeControl.sharedAccounts);
  const unwritten = new Map<string, { readonly name: string; readonly pseudonym: string }>();
  const written = new Set<string>();
  const seal: AccountSeal = (name, part) => {
    const pseudonym = sealed(name, part);
    const id = pseudonym === name ? undefined : parsePseudonym(pseudonym)?.id;
    if (id !== undefined && !written.has(id) && !unwritten.has(id)) unwritten.set(id, { name, pseudonym });
    return pseudonym;
  };
  return {
    seal,
    digest: (text) => `hmac:${createHmac("sha256", key).update("lockstep/upload\0").update(text).digest("hex")}`,
    async keep() {
      for (const [id, { name, pseudonym }] of unwritten) {
        await book.keep({ id, name, pseudonym, since: now().toISOString() });
        unwritten.delete(id);
        written.add(id);
      }
    },
  };
}

/** Which accounts are shared, and so no person's, cannot be told. */
function unknownAccounts(): LockstepError {
  return new LockstepError(
    "estate-invalid",
    "Accounts are to be sealed, and which of them are shared cannot be told: policy has a problem.",
    { remedy: "Run 'lockstep validate' and mend what it tells." },
  );
}

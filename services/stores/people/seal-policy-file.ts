import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { type AccountSeal, sealAccountsUnder } from "#services/core/people/seal-account";
import { sealPolicyNames } from "#services/core/people/seal-policy-names";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { PeopleBook } from "#services/ports/people-book";
import { readGovernedFolder } from "#services/stores/files/read-governed-folder";

/** Which file holds names that are held against accounts and people of tickets. */
export const SEALED_FILE = "policy/change-control.yaml";

/**
 * Puts pseudonyms in the place of the names in the folder's `policy/change-control.yaml`, once each is in the book. Gives how many there were.
 *
 * @throws LockstepError `key-missing`, `policy-invalid`, `system-refused`
 */
export async function sealPolicyFile(
  folder: string,
  { book, now }: { readonly book: PeopleBook; readonly now: () => Date },
): Promise<number> {
  const files = await readGovernedFolder(folder);
  const text = files.get(SEALED_FILE);
  if (text === undefined) return 0;
  const { policy } = parseGoverned(files);
  if (policy === undefined) throw new LockstepError("policy-invalid", "The policy of the folder has a problem.");
  const under = sealAccountsUnder(await book.key(), policy.changeControl.sharedAccounts);
  const named = new Map<string, { readonly name: string; readonly pseudonym: string }>();
  const seal: AccountSeal = (name, part) => {
    const pseudonym = under(name, part);
    const id = pseudonym === name ? undefined : parsePseudonym(pseudonym)?.id;
    if (id !== undefined && !named.has(id)) named.set(id, { name, pseudonym });
    return pseudonym;
  };
  const done = sealPolicyNames(text, seal);
  if (done === undefined) throw new LockstepError("policy-invalid", `${SEALED_FILE} is not YAML.`);
  for (const [id, known] of named) await book.keep({ id, ...known, since: now().toISOString() });
  if (done.sealed > 0) await replace(join(folder, SEALED_FILE), done.text);
  return done.sealed;
}

async function replace(file: string, text: string): Promise<void> {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(part, text, { flush: true });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new LockstepError("system-refused", `${SEALED_FILE} could not be written.`, { cause });
  }
}

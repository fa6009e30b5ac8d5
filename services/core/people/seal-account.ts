import { matchesGlob } from "../text/match-glob.js";
import { isNobody } from "./is-nobody.js";
import { plainName } from "./plain-name.js";
import { pseudonymOf } from "./pseudonym-of.js";

/** Gives what stands in the place of a name in the part that its bearer has; what is no person's as it is. */
export type AccountSeal = (name: string, part: AccountPart) => string;

/**
 * The part in which a name was read: an engine's account, or anybody whom a ticket names. One word for all of a ticket, so that a name is
 * the same text wherever it stands there, in the record of edits too.
 */
export type AccountPart = "account" | "staff";

/**
 * Seals names under a key, but for those that are no person's: accounts that policy calls shared, the engine itself, and what names nobody.
 * They have to be read as what they are by whoever has no key.
 *
 * @param sharedAccounts patterns, as `policy/change-control.yaml` has them
 */
export function sealAccountsUnder(key: Uint8Array, sharedAccounts: readonly string[]): AccountSeal {
  const patterns = sharedAccounts.map(plainName);
  return (name, part) => {
    const plain = plainName(name);
    const isPersons = !OF_NO_PERSON.has(plain) && !isNobody(name) && !patterns.some((one) => matchesGlob(one, plain));
    return isPersons ? pseudonymOf(name, key, part) : name;
  };
}

// What an engine is called in its own record.
const OF_NO_PERSON: ReadonlySet<string> = new Set(["engine", "system", "lockstep"]);

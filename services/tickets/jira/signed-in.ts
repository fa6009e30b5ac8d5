import { textOf } from "#services/core/tickets/place";
import { askRecord, type Site, unexpected } from "./site.js";

/** The account as the site knows it. */
export interface Account {
  /** IANA zone of its profile; `null` where the site does not say. */
  readonly zone: string | null;
}

/**
 * Makes sure that the site still knows the account: asked before every look, and after one that missed something, since a token
 * that ran out in between finds nothing, and is told nothing of it.
 *
 * @throws LockstepError `login-refused`
 */
export async function assertSignedIn(site: Site): Promise<Account> {
  const myself = await askRecord(site, `${site.api}/myself`);
  const name = textOf(myself[site.isCloud ? "accountId" : "name"]) ?? "";
  if (name === "") throw unexpected(site, "does not say who is signed in");
  return { zone: textOf(myself["timeZone"]) };
}

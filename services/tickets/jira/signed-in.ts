import { textOf } from "#services/core/tickets/place";
import { askRecord, type Site, unexpected } from "./site.js";

/**
 * Makes sure that the site knows the account. A token that has run out finds nothing, and on Cloud it is told nothing of it but here.
 *
 * @throws LockstepError `login-refused`
 */
export async function assertSignedIn(site: Site): Promise<void> {
  const myself = await askRecord(site, `${site.api}/myself`);
  const name = textOf(myself[site.isCloud ? "accountId" : "name"]) ?? "";
  if (name === "") throw unexpected(site, "does not say who is signed in");
}

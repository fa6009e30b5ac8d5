import { LockstepError } from "#services/core/errors";
import { firstText } from "#services/core/tickets/reach";
import { type Row, rowsIn } from "./read-changes.js";
import { CHANGES } from "./read-requests.js";
import type { Account } from "./with-account.js";

/** `approval_status` of a change that nobody was asked to approve: there is nothing to read then. */
const NOT_REQUESTED = "4";

/**
 * Reads who approved a change, and when; or says in words why that is not known. Not every account has the list (404).
 *
 * @throws LockstepError of family upstream where the account cannot answer
 */
export async function readApprovals(
  { id, asking }: Account,
  change: Row,
  changeId: string,
): Promise<readonly Row[] | string> {
  if (firstText(change, ["/approval_status"]) === NOT_REQUESTED) return [];
  try {
    const { status, body } = await asking.getJson(`${CHANGES}/${changeId}/approvals`, { accept: [404] });
    return status === 404 ? "this Freshservice shows no list of approvals (404)" : rowsIn(body, "approvals", id);
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "rights-narrowed") throw error;
    return "the API key may not read approvals (403)";
  }
}

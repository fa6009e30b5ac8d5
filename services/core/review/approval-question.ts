import type { ChangeControl } from "#schemas/change-control";
import type { Finding } from "#schemas/finding";
import type { ReviewPolicy } from "#schemas/review-policy";
import type { AccountSeal } from "../people/seal-account.js";
import type { Opinion } from "./standing-opinions.js";

/** What an approval of a proposal is judged by. */
export interface ApprovalQuestion {
  /** The oldest first. */
  readonly opinions: readonly Opinion[];
  /** The commit of the proposal: the content that is approved. */
  readonly commit: string;
  /** Whether the forge says which commit an opinion was given for. Where it does not, it withdraws them on each push. */
  readonly opinionsBoundToCommit: boolean;
  /** Accounts that may approve: the people that policy names, and the members of its teams. */
  readonly approvers: readonly string[];
  readonly policy: Pick<ReviewPolicy, "approvals" | "names">;
  readonly control: Pick<ChangeControl, "identities">;
  /** Seals whoever decides as the makers were sealed, so that they can be held against each other. Default: makers stand by name. */
  readonly seal?: AccountSeal | undefined;
  /** Lockstep's own account. */
  readonly own: string;
  /** Who opened the review. */
  readonly author: string;
  /** Who pushed last; `null` where the forge does not tell and the commit is Lockstep's. */
  readonly pushedBy: string | null;
  /** The judgements behind the changes: who made them. */
  readonly findings: readonly Pick<Finding, "authorisation">[];
  /** `null` while it is open. */
  readonly mergedAt: string | null;
}

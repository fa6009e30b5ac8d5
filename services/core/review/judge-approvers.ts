import type { ReviewPolicy } from "#schemas/review-policy";
import type { GovernanceFinding } from "#schemas/review-report";
import { governanceFinding } from "./governance-finding.js";
import { foldAccount } from "./standing-opinions.js";

export interface ApproversQuestion {
  readonly policy: Pick<ReviewPolicy, "approvers" | "approvals">;
  /** The accounts that policy names, and those in its teams; `null` where the teams could not be read. */
  readonly accounts: readonly string[] | null;
  /** Lockstep's own account, which never approves. */
  readonly own: string;
}

/** Finds that no proposal could ever be approved: nobody is named, or fewer than must approve. */
export function judgeApprovers({ policy, accounts, own }: ApproversQuestion): readonly GovernanceFinding[] {
  const { approvers, approvals } = policy;
  if (approvers.teams.length === 0 && approvers.people.length === 0) {
    return [governanceFinding("nobody-may-approve", "policy/review.yaml names nobody who may approve a proposal.")];
  }
  if (accounts === null) return [];
  const others = new Set(accounts.map(foldAccount).filter((account) => account !== foldAccount(own)));
  if (others.size >= approvals) return [];
  const message = `policy/review.yaml asks for ${approvals} approvals, and only ${others.size} accounts may give one.`;
  return [governanceFinding("nobody-may-approve", message)];
}

import { foldAccount, type Opinion, standingOpinions } from "./standing-opinions.js";

export interface ClosingQuestion {
  /** Who closed the review; `null` where the forge does not tell. */
  readonly closedBy: string | null;
  /** The oldest first. */
  readonly opinions: readonly Opinion[];
  /** Accounts that may approve. */
  readonly approvers: readonly string[];
  /** Lockstep's own account. */
  readonly own: string;
}

export type ClosingJudgement =
  /** What was proposed is not to be done. `reason`: in the approver's words, hostile until escaped. */
  | { readonly outcome: "declined"; readonly by: string; readonly reason: string | null }
  /** It decides nothing; it is to be opened again with `comment`, or to be left closed. */
  | { readonly outcome: "none"; readonly reopen: true; readonly comment: string }
  | { readonly outcome: "none"; readonly reopen: false };

/** Judges what the closing of a review, without a merge, decides: an approver declines by it, anybody else does not. */
export function judgeClosing({ closedBy, opinions, approvers, own }: ClosingQuestion): ClosingJudgement {
  if (closedBy === null) return { outcome: "none", reopen: true, comment: UNTOLD };
  const account = foldAccount(closedBy);
  if (account === foldAccount(own)) return { outcome: "none", reopen: false };
  if (!approvers.some((approver) => foldAccount(approver) === account)) {
    return { outcome: "none", reopen: true, comment: NO_APPROVER };
  }
  return { outcome: "declined", by: closedBy, reason: reasonOf(account, opinions) };
}

const AGAIN = "so it was opened again. The changes still stand on production and wait for a decision.";
const NO_APPROVER = `Closing this decided nothing: only an approver named in policy/review.yaml may decline it, ${AGAIN}`;
const UNTOLD = `Closing this decided nothing: the forge does not tell who closed it, ${AGAIN}`;

/** What the approver last asked for; or else what they last said. */
function reasonOf(account: string, opinions: readonly Opinion[]): string | null {
  const own = opinions.filter((opinion) => foldAccount(opinion.account) === account);
  const standing = standingOpinions(own).get(account);
  const asked = standing?.says === "changes-requested" ? standing.text.trim() : "";
  const last = own.findLast(({ text }) => text.trim() !== "")?.text.trim() ?? "";
  return asked !== "" ? asked : last !== "" ? last : null;
}

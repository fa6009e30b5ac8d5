import type { ChangeProposal } from "#schemas/change-proposal";
import type { GovernanceFinding } from "#schemas/review-report";
import { branchOf } from "./branch-of.js";
import { governanceFinding } from "./governance-finding.js";
import type { ApprovalJudgement } from "./judge-approval.js";

export interface MergeQuestion {
  readonly review: {
    readonly number: number;
    readonly state: "open" | "closed" | "merged";
    readonly branch: string;
    readonly base: string;
    /** The commit that was merged, as the forge tells it. */
    readonly head: string | null;
    readonly url: string;
    readonly endedAt: string | null;
  };
  /** The newest commit that Lockstep wrote on that branch; `undefined`: it wrote none, or took it away. */
  readonly newest: string | undefined;
  /** The branch of the estate. */
  readonly main: string;
  /** What Lockstep itself wrote in that commit; `undefined` where it did not make it. */
  readonly stored: { readonly commit: string; readonly proposal: ChangeProposal } | undefined;
  readonly approval: ApprovalJudgement;
}

/** What a merge is worth. Whether the merged tree is what was proposed is not judged here. */
export type MergeJudgement =
  | { readonly outcome: "adopted" | "restore-agreed"; readonly proposal: ChangeProposal; readonly because: string }
  | { readonly outcome: "merged-unapproved"; readonly because: string; readonly finding: GovernanceFinding };

/**
 * Judges whether a merged review decides anything: its head is Lockstep's own commit, for this branch, merged into `main`, and
 * approved by those who may. Otherwise the baseline stays, and somebody has to look at how it came to be merged.
 */
export function judgeMerge(question: MergeQuestion): MergeJudgement {
  const { review, stored, approval } = question;
  const why = whyNot(question);
  if (why !== undefined || stored === undefined) return unapproved(review, why ?? "nothing is known of it");
  const { proposal } = stored;
  const names = approval.approvers.map(({ name }) => name).join(", ");
  return proposal.kind === "adopt"
    ? { outcome: "adopted", proposal, because: `Approved by ${names}: the baseline follows production.` }
    : { outcome: "restore-agreed", proposal, because: `Approved by ${names}: production is to be put back.` };
}

function whyNot({ review, main, stored, newest, approval }: MergeQuestion): string | undefined {
  if (review.state !== "merged") return "it is not merged";
  if (stored === undefined || stored.commit !== review.head) {
    return "its newest commit is not one that Lockstep made";
  }
  if (review.head !== newest)
    return "its newest commit is not the latest that Lockstep wrote there: what was approved is out of date";
  if (review.base !== main) return "it was not merged into the branch of the estate";
  if (review.branch !== branchOf(stored.proposal)) return "its branch is not that of the proposal in it";
  if (approval.counts) return undefined;
  const crossed = approval.tests.filter(({ passed }) => !passed).map(({ test, facts }) => `${test}: ${facts}`);
  return crossed.length === 0 ? "nobody approved it" : crossed.join("; ");
}

function unapproved(review: MergeQuestion["review"], why: string): Extract<MergeJudgement, { finding: unknown }> {
  const because = `The merge does not count, and the baseline stays as it was: ${why}.`;
  return { outcome: "merged-unapproved", because, finding: uncountedMerge(review, why) };
}

/** The finding of a merge that does not count: one for each time that a review of a repository ended. */
export function uncountedMerge(
  { number, head, url, endedAt }: Pick<MergeQuestion["review"], "number" | "head" | "url" | "endedAt">,
  why: string,
): GovernanceFinding {
  const message = `Review ${number} was merged without an approval that counts: ${why}.`;
  const subject = { url, number, head: head ?? "", endedAt: endedAt ?? "" };
  return governanceFinding("merged-unapproved", message, subject);
}

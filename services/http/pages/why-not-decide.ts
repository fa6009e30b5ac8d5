import type { ProposalView } from "#schemas/api/proposal-view";
import type { Policy } from "#schemas/policy";
import type { Principal } from "#services/core/access/principal";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import { DEFAULT_REVIEW } from "#services/core/policy/default-policy";
import { makersOf } from "#services/core/review/makers-of";
import { foldAccount } from "#services/core/review/standing-opinions";
import { testApprover } from "#services/core/review/test-approver";
import { mayDecide } from "./may-decide.js";

/** By what a page tells whether its reader may decide. */
export interface DecidingContext {
  readonly estate: string;
  readonly principal: Principal;
  /** As on `main`; `undefined` where it does not read: then nobody may decide. */
  readonly policy: Pick<Policy, "review" | "changeControl"> | undefined;
  readonly at: Date;
}

/**
 * Why a reader may not decide on a proposal, as the end of a sentence: by the very tests that a decision is put to when it is made; `undefined` where they may. What came since
 * the page was made is found then.
 */
export function whyNotDecide({ proposal, review }: ProposalView, context: DecidingContext): string | undefined {
  const { estate, principal, policy, at } = context;
  const subject = { estate, engine: proposal.engineId };
  if (!mayDecide(principal, subject)) return "your role here lets you look, and not decide";
  if (policy === undefined) return "the policy cannot be read, so nobody may decide now";
  const { approvers, approvals, names } = policy.review ?? DEFAULT_REVIEW;
  const commit = review?.head ?? "";
  const author = review?.author ?? "";
  const opinion = { account: principal.name, says: "approved", commit, at: at.toISOString(), text: "" } as const;
  const tests = testApprover(opinion, opinion, {
    question: {
      ...{ opinions: [opinion], commit, opinionsBoundToCommit: true, approvers: approvers.people },
      ...{ policy: { approvals, names }, control: policy.changeControl ?? DEFAULT_CHANGE_CONTROL },
      ...{ own: author, author, pushedBy: null, findings: proposal.findings, mergedAt: null },
    },
    makers: makersOf(proposal.findings),
    allowed: new Set(approvers.people.map(foldAccount)),
  });
  const crossed = tests.filter(({ passed }) => !passed).map(({ facts }) => facts);
  return crossed.length === 0 ? undefined : crossed.join("; ");
}

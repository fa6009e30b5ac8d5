import type { Approver } from "#schemas/review-decision";
import { mayBeOne } from "../authorisation/known-people.js";
import { listNames } from "../authorisation/list-names.js";
import { escapeText } from "../text/escape-text.js";
import type { ApprovalQuestion } from "./approval-question.js";
import { makersOf } from "./makers-of.js";
import { personBehind } from "./person-behind.js";
import { foldAccount, type Opinion, standingOpinions } from "./standing-opinions.js";
import { type ApprovalTest, testApprover } from "./test-approver.js";

export interface ApprovalJudgement {
  readonly counts: boolean;
  /** Whose approval counts, each person once, in the order of their accounts. */
  readonly approvers: readonly Approver[];
  /** Every test, ticked or crossed. Facts hold names from outside, escaped for one line and for no markup. */
  readonly tests: readonly ApprovalTest[];
}

/**
 * Judges whether a proposal is approved: by enough people who may, for exactly its commit, before it was merged, none of whom made
 * the change, opened the review or pushed to it; and nobody who may approve asks for something else. In doubt it is not.
 */
export function judgeApproval(question: ApprovalQuestion): ApprovalJudgement {
  const makers = makersOf(question.findings);
  const allowed = new Set(question.approvers.map(foldAccount));
  const standing = [...standingOpinions(question.opinions)].sort(([a], [b]) => (a < b ? -1 : 1));
  const judged = standing
    .filter(([, { says }]) => says === "approved")
    .map(([account, opinion]) => {
      const then = atMerge(account, question);
      const tests = testApprover(opinion, then, { question, makers, allowed });
      return { approver: approverOf(then ?? opinion, question), tests };
    });
  const approvers = eachPersonOnce(
    judged.filter(({ tests }) => tests.every(({ passed }) => passed)).map(({ approver }) => approver),
    question,
  );
  const objections = standing.filter(([account, { says }]) => says === "changes-requested" && allowed.has(account));
  // One person's crossed test is no other's: what counts is whether enough are left, and nobody objects.
  const overall = [
    testAnybody(allowed),
    testObjections(objections.map(([, { account }]) => account)),
    testEnough(approvers, question),
  ];
  const counts = approvers.length > 0 && overall.every(({ passed }) => passed);
  return { counts, approvers, tests: [...judged.flatMap((one) => one.tests), ...overall] };
}

function approverOf({ account, at }: Opinion, { policy }: ApprovalQuestion): Approver {
  return { account, name: personBehind(account, policy.names), at };
}

/** What the account stood by when it was merged; the same as now while it is open. */
function atMerge(account: string, { opinions, mergedAt }: ApprovalQuestion): Opinion | undefined {
  const before = opinions.filter(({ at }) => mergedAt === null || Date.parse(at) <= Date.parse(mergedAt));
  return standingOpinions(before).get(account);
}

/** Two accounts of one person are one approval. */
function eachPersonOnce(approvers: readonly Approver[], question: ApprovalQuestion): readonly Approver[] {
  const { control, seal = (name) => name } = question;
  const namesOf = ({ account, name }: Approver) => [account, name].map((one) => seal(one, "staff"));
  const kept: Approver[] = [];
  for (const approver of approvers) {
    const isKnown = kept.some((other) =>
      namesOf(approver).some((one) => namesOf(other).some((another) => mayBeOne(one, another, control))),
    );
    if (!isKnown) kept.push(approver);
  }
  return kept;
}

function testAnybody(allowed: ReadonlySet<string>): ApprovalTest {
  const facts = allowed.size === 0 ? "policy names nobody who may approve" : `${allowed.size} accounts may approve`;
  return { test: "somebody may approve", account: null, passed: allowed.size > 0, facts };
}

function testObjections(accounts: readonly string[]): ApprovalTest {
  const facts =
    accounts.length === 0
      ? "no approver asks for something else"
      : `something else is asked for by ${escapeText(listNames(accounts))}`;
  return { test: "nobody objects", account: null, passed: accounts.length === 0, facts };
}

function testEnough(approvers: readonly Approver[], { policy: { approvals } }: ApprovalQuestion): ApprovalTest {
  const names = approvers.length === 0 ? "" : `: ${escapeText(listNames(approvers.map(({ account }) => account)))}`;
  return {
    test: "enough approvals",
    account: null,
    passed: approvers.length >= approvals,
    facts: `${approvers.length} count of ${approvals} that policy asks for${names}`,
  };
}

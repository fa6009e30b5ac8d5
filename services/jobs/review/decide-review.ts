import type { ChangeProposal } from "#schemas/change-proposal";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { type ApprovalJudgement, judgeApproval } from "#services/core/review/judge-approval";
import { foldAccount } from "#services/core/review/standing-opinions";
import type { StoredProposal } from "#services/ports/proposal-store";
import { findOpenReview } from "./find-open-review.js";
import type { ReviewContext } from "./review-context.js";
import { approversOf } from "./settle-one.js";

/** What a person says of a proposal. */
export interface ReviewVerdict {
  /** The key of the proposal or how it begins, or the number of its review. */
  readonly name: string;
  readonly says: "accept" | "decline";
  /** Of the changes that were looked at: its hex digits, or at least the first twelve of them. */
  readonly digest: string;
  /** The person, by name. */
  readonly by: string;
  readonly reason: string | null;
}

/** How a person acts on a review that is kept beside the estate. */
export interface ReviewActs {
  readonly giveOpinion: (
    act: PersonsAct & { says: "approved" | "changes-requested"; text: string },
  ) => Promise<unknown>;
  readonly merge: (act: PersonsAct) => Promise<unknown>;
  readonly close: (act: PersonsAct) => Promise<unknown>;
}

interface PersonsAct {
  readonly number: number;
  readonly by: string;
  readonly at: string;
  readonly commit: string;
}

/** What was put down: the next pass over the reviews settles it. */
export interface ReviewDecided {
  readonly proposal: ChangeProposal;
  readonly number: number;
  /** `approved`: others must approve too. */
  readonly outcome: "accepted" | "approved" | "declined";
  /** What is still wanted, as a sentence; `null` where nothing is. */
  readonly wants: string | null;
}

/**
 * Puts down what a person decides on a proposal. Who may not decide, or did not look at what stands there now, is told so before
 * anything is recorded; the last approval that policy asks for accepts it.
 *
 * @throws LockstepError `proposal-unknown`, `proposal-stale`, `decision-refused`, `usage`
 */
export async function decideReview(
  verdict: ReviewVerdict,
  acts: ReviewActs,
  context: ReviewContext,
): Promise<ReviewDecided> {
  const { says, by, reason } = verdict;
  assertSomebody("person who decides", by);
  const { review, stored } = await findOpenReview(verdict.name, context);
  const { proposal, commit } = stored;
  assertLookedAt(verdict.digest, proposal);
  const { number } = review;
  const act = { number, by, at: context.now().toISOString(), commit };
  const judged = await judgeWith(act, review.author, stored, context);
  assertMayDecide(by, judged);
  const text = reason ?? "";
  if (says === "decline") {
    await acts.giveOpinion({ ...act, says: "changes-requested", text });
    await acts.close(act);
    return { proposal, number, outcome: "declined", wants: null };
  }
  await acts.giveOpinion({ ...act, says: "approved", text });
  if (!judged.counts) return { proposal, number, outcome: "approved", wants: wantedBy(judged) };
  await acts.merge(act);
  return { proposal, number, outcome: "accepted", wants: null };
}

const MIN_DIGITS = 12;

/** Whoever decides names what they looked at, so that nobody decides on what came since. */
function assertLookedAt(digest: string, proposal: ChangeProposal): void {
  const given = digest
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, "");
  if (given.length < MIN_DIGITS || !/^[0-9a-f]+$/.test(given)) {
    throw new LockstepError(
      "usage",
      `The digest is at least the first ${MIN_DIGITS} hex digits of what 'lockstep review show' prints.`,
    );
  }
  if (proposal.digest.startsWith(`sha256:${given}`)) return;
  throw new LockstepError(
    "proposal-stale",
    `The changes of '${proposal.key}' are others than those of the digest given: look at them again with 'lockstep review show ${proposal.key}'.`,
    { remedy: "Give the digest that 'lockstep review show' prints now, once you have looked at what it shows." },
  );
}

/** What the approvals would be worth with this one among them. */
async function judgeWith(
  { by, at, commit, number }: PersonsAct,
  author: string,
  { proposal }: StoredProposal,
  context: ReviewContext,
): Promise<ApprovalJudgement> {
  const { session, policy, control } = context;
  const opinion = { account: by, says: "approved" as const, commit, at, text: "" };
  return judgeApproval({
    opinions: [...(await session.opinions(number)), opinion],
    commit,
    opinionsBoundToCommit: session.abilities.opinionsBoundToCommit,
    approvers: await approversOf(context),
    policy,
    control,
    seal: (await context.accountSealer?.())?.seal,
    own: session.account,
    author,
    pushedBy: null,
    findings: proposal.findings,
    mergedAt: null,
  });
}

function assertMayDecide(by: string, { tests }: ApprovalJudgement): void {
  const folded = foldAccount(by);
  const crossed = tests.filter(({ account, passed }) => !passed && account !== null && foldAccount(account) === folded);
  if (crossed.length === 0) return;
  const why = crossed.map(({ facts }) => facts).join("; ");
  throw new LockstepError("decision-refused", `Nothing was decided: ${why}.`, {
    remedy: "Have somebody decide whom policy/review.yaml names as approver and who did not make the change.",
  });
}

function wantedBy({ tests }: ApprovalJudgement): string {
  const crossed = tests.filter(({ account, passed }) => account === null && !passed);
  return `Still wanted: ${crossed.map(({ facts }) => facts).join("; ")}.`;
}

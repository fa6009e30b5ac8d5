import type { ChangeProposal } from "#schemas/change-proposal";
import type { Approver, ReviewDecision } from "#schemas/review-decision";
import type { GovernanceFinding, ReviewState } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { judgeApproval } from "#services/core/review/judge-approval";
import { judgeClosing } from "#services/core/review/judge-closing";
import { judgeMerge, uncountedMerge } from "#services/core/review/judge-merge";
import { personBehind } from "#services/core/review/person-behind";
import { foldAccount } from "#services/core/review/standing-opinions";
import type { ForgeOpinion } from "#services/ports/forge";
import { announceDecision } from "./announce.js";
import type { KnownReview } from "./read-reviews.js";
import type { ReviewContext } from "./review-context.js";

/** What settling needs besides: by branch, the newest commit that Lockstep wrote there. */
export interface SettlingContext extends ReviewContext {
  readonly newest: ReadonlyMap<string, string>;
}

/** What became of one review that ended. */
export interface Settled {
  /** `undefined`: Lockstep does not know what stood in it. */
  readonly proposal: ChangeProposal | undefined;
  readonly state: ReviewState;
  readonly because: string;
  readonly finding?: GovernanceFinding;
}

/**
 * Settles one review that ended: moves the baseline, remembers what was declined, or says why neither counts. `undefined` where
 * there is nothing to settle.
 *
 * @throws LockstepError where the forge cannot be asked; a team that cannot be read is no team without members
 */
export async function settleOne(known: KnownReview, context: SettlingContext): Promise<Settled | undefined> {
  return known.review.state === "merged" ? await settleMerge(known, context) : await settleClosing(known, context);
}

async function settleMerge({ review, stored }: KnownReview, context: SettlingContext): Promise<Settled> {
  const { session, policy, control, branch: main } = context;
  const opinions = await session.opinions(review.number);
  const approval = judgeApproval({
    opinions,
    commit: stored?.commit ?? "",
    opinionsBoundToCommit: session.abilities.opinionsBoundToCommit,
    approvers: await approversOf(context),
    policy,
    control,
    seal: (await context.accountSealer?.())?.seal,
    own: session.account,
    author: review.author,
    // A head that Lockstep signed was pushed by Lockstep; any other head counts for nothing anyway.
    pushedBy: null,
    findings: stored?.proposal.findings ?? [],
    // Where the forge does not say when, nothing was approved before.
    mergedAt: review.endedAt ?? "",
  });
  const judged = judgeMerge({ review, main, stored, newest: context.newest.get(review.branch), approval });
  if (judged.outcome === "merged-unapproved") {
    const { outcome: state, because, finding } = judged;
    return { proposal: stored?.proposal, state, because, finding };
  }
  const { proposal, outcome, because } = judged;
  const decision = decisionOf(
    { proposal, outcome, approvers: approval.approvers, decidedBy: review.endedBy ?? "somebody", reason: null },
    { review, stored },
    context,
  );
  return await decide(decision, { proposal, because, review }, context);
}

/** The finding by which a merge that does not count is known again. */
export function endingId(review: KnownReview["review"]): string {
  return uncountedMerge(review, "").id;
}

async function decide(
  decision: ReviewDecision,
  {
    proposal,
    because,
    review,
  }: { readonly proposal: ChangeProposal; readonly because: string } & Pick<KnownReview, "review">,
  context: ReviewContext,
): Promise<Settled> {
  const at = context.now().toISOString();
  if (decision.outcome !== "adopted") {
    const actor = decision.approvers[0]?.name ?? decision.decidedBy;
    await context.ledger.append({ type: "review-decided", actor, at, body: { ...decision } });
    await announceDecision(decision, context);
    return { proposal, state: decision.outcome, because };
  }
  try {
    await context.proposals.adopt({ proposal, decision, at });
    await announceDecision(decision, context);
    return { proposal, state: "adopted", because };
  } catch (error) {
    // One review that cannot be adopted keeps nobody from settling the others, and is not tried again: what it proposed is asked anew.
    if (!(error instanceof LockstepError) || !HOPELESS.has(error.code)) throw error;
    const finding = uncountedMerge(review, error.message.replace(/\.$/, ""));
    return { proposal, state: "merged-unapproved", because: error.message, finding };
  }
}

const HOPELESS: ReadonlySet<string> = new Set([
  "proposal-stale",
  "digest-mismatch",
  "content-purged",
  "baseline-unproven",
  "store-unsound",
]);

async function settleClosing(known: KnownReview, context: ReviewContext): Promise<Settled | undefined> {
  const { review, stored } = known;
  const { session, texts } = context;
  if (stored === undefined || isOwnAct(review.endedBy, session.account)) return undefined;
  const { proposal } = stored;
  const opinions = await session.opinions(review.number);
  const approvers = await approversOf(context);
  const judged = judgeClosing({ closedBy: review.endedBy, opinions, approvers, own: session.account });
  if (judged.outcome === "declined") {
    const { by, reason } = judged;
    const approver: Approver = { account: by, name: personBehind(by, context.policy.names), at: review.endedAt ?? "" };
    const decision = decisionOf(
      { proposal, outcome: "declined", approvers: [approver], decidedBy: by, reason: shorten(reason) },
      known,
      context,
    );
    const because = `${approver.name} closed it: ${proposal.kind === "adopt" ? "production is to be put back" : "production is not put back"}.`;
    return await decide(decision, { proposal, because, review }, context);
  }
  if (!judged.reopen) return undefined;
  return await reopen(known, { texts, session, comment: judged.comment }, proposal);
}

/** What Lockstep closed itself, since it was gone, nobody decided: it is not worth a question. */
function isOwnAct(by: string | null, own: string): boolean {
  return by !== null && foldAccount(by) === foldAccount(own);
}

/** A review whose branch is gone cannot be opened again: then the next look at production asks anew. */
async function reopen(
  { review: { number } }: KnownReview,
  { session, texts, comment }: Pick<ReviewContext, "session" | "texts"> & { readonly comment: string },
  proposal: ChangeProposal,
): Promise<Settled | undefined> {
  try {
    await session.reopenReview(number);
  } catch (error) {
    if (error instanceof LockstepError && error.code !== "aborted") return undefined;
    throw error;
  }
  await session.comment(number, texts.notCounted(comment));
  return { proposal, state: "reopened", because: comment };
}

/** Accounts that may approve. @throws LockstepError where a team cannot be read */
export async function approversOf({ session, policy }: ReviewContext): Promise<readonly string[]> {
  const { teams, people } = policy.approvers;
  const members = teams.length === 0 ? [] : await session.membersOf(teams);
  return [...new Set([...people, ...members].map(foldAccount))];
}

const MAX_REASON = 500;

/** Words of a person are kept as they are, and not without end. */
function shorten(text: ForgeOpinion["text"] | null): string | null {
  return text === null || text.length <= MAX_REASON ? text : `${text.slice(0, MAX_REASON)} …`;
}

function decisionOf(
  given: Pick<ReviewDecision, "outcome" | "decidedBy" | "reason"> & {
    readonly proposal: ChangeProposal;
    readonly approvers: readonly Approver[];
  },
  { review, stored }: KnownReview,
  { forge }: ReviewContext,
): ReviewDecision {
  const { proposal, approvers, outcome, decidedBy, reason } = given;
  const { engineId, key, kind, digest, ticket } = proposal;
  return {
    ...{ engineId, key, kind, digest, ticket, outcome, decidedBy, reason, forge },
    changes: proposal.changes.map((change) => change.digest),
    number: review.number,
    url: review.url,
    ...(review.endedAt === null ? {} : { endedAt: review.endedAt }),
    commit: stored?.commit ?? null,
    approvers: [...approvers],
  };
}

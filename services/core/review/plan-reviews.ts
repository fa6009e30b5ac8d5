import type { ChangeProposal } from "#schemas/change-proposal";
import type { ReviewPolicy } from "#schemas/review-policy";
import { byUrgency } from "../proposal/by-urgency.js";
import { compareText } from "../text/compare-text.js";
import { branchOf } from "./branch-of.js";

/** A review on the forge, with what Lockstep itself knows of the commit that heads it. */
export interface StandingReview {
  readonly number: number;
  readonly branch: string;
  readonly state: "open" | "closed" | "merged";
  readonly openedAt: string;
  readonly endedAt: string | null;
  /** True where Lockstep closed it, since its changes were gone. */
  readonly closedByUs: boolean;
  /** The proposal in its head commit; `undefined`: Lockstep did not make that commit. */
  readonly headProposal: ChangeProposal | undefined;
  /** Digest of the changes that its text tells of, as far as that can be read from it. */
  readonly told?: string | undefined;
}

export interface ReviewSituation {
  /** What is to be decided now, of every engine looked at. */
  readonly wanted: readonly ChangeProposal[];
  /** Engines of which is known that `wanted` is all there is: of others nothing is closed. */
  readonly known: readonly string[];
  readonly reviews: readonly StandingReview[];
  /** Digests of what people decided that production is to be put back in: whoever opened such a review again asks anew. */
  readonly decided?: readonly string[];
  readonly limits: Pick<ReviewPolicy, "maxPerHour" | "maxOpen">;
  readonly at: string;
}

/** What is to be done about one proposal, or one review that no proposal is behind any more. */
export type ReviewAction =
  | { readonly do: "open" | "hold"; readonly proposal: ChangeProposal; readonly because: string }
  | {
      readonly do: "reopen" | "update";
      readonly proposal: ChangeProposal;
      readonly number: number;
      readonly before: ChangeProposal;
      readonly because: string;
    }
  /** `retell`: the text alone is written anew, from what stands on the branch. */
  | {
      readonly do: "keep" | "retell" | "hands-off";
      readonly proposal: ChangeProposal;
      readonly number: number;
      readonly because: string;
    }
  | { readonly do: "close"; readonly number: number; readonly before: ChangeProposal; readonly because: string };

/** How long a review that was closed since its changes were gone is opened again when they come back. */
export const REOPEN_DAYS = 7;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Decides what becomes of every proposal and every open review, the most urgent first. The same changes as a reviewer saw touch
 * nothing; a commit of a person on a branch touches nothing either. What nobody authorised on production passes every limit.
 */
export function planReviews(situation: ReviewSituation): readonly ReviewAction[] {
  const wanted = [...situation.wanted].sort(byUrgency);
  const budget = createBudget(situation);
  const actions = wanted.map((proposal) => planOne(proposal, situation, budget));
  return [...actions, ...planClosings(situation)];
}

function planOne(proposal: ChangeProposal, { reviews, at }: ReviewSituation, budget: Budget): ReviewAction {
  const own = reviews.filter(({ branch }) => branch === branchOf(proposal));
  const open = own.find(({ state }) => state === "open");
  if (open !== undefined) return planOpen(proposal, open);
  const closed = newest(own.filter((review) => review.closedByUs && isRecent(review, at)));
  const before = closed?.headProposal;
  if (!budget.admits(proposal)) return { do: "hold", proposal, because: budget.because() };
  budget.count();
  if (closed === undefined || before === undefined) {
    return { do: "open", proposal, because: "Nobody has been asked to decide on these changes yet." };
  }
  const because = `These changes came back within ${REOPEN_DAYS} days.`;
  return { do: "reopen", proposal, number: closed.number, before, because };
}

function planOpen(proposal: ChangeProposal, { number, headProposal, told }: StandingReview): ReviewAction {
  if (headProposal === undefined) {
    const because = "A commit that is not Lockstep's stands on its branch, so it is left as it is.";
    return { do: "hands-off", proposal, number, because };
  }
  if (headProposal.digest === proposal.digest && told !== undefined && told !== proposal.digest) {
    const because = "Its text told of other changes than its branch holds, and was written anew.";
    return { do: "retell", proposal: headProposal, number, because };
  }
  if (headProposal.digest === proposal.digest) {
    return { do: "keep", proposal, number, because: "It waits for a decision; its changes are the same as before." };
  }
  const because = "Its changes are others than before, so approvals given before do not count.";
  return { do: "update", proposal, number, before: headProposal, because };
}

function isRecent({ endedAt }: StandingReview, at: string): boolean {
  return endedAt !== null && Date.parse(at) - Date.parse(endedAt) <= REOPEN_DAYS * DAY_MS;
}

function newest(reviews: readonly StandingReview[]): StandingReview | undefined {
  return [...reviews].sort((a, b) => compareText(b.endedAt ?? "", a.endedAt ?? "") || b.number - a.number)[0];
}

/** Open reviews that nothing wanted is behind: their changes are gone, or stand elsewhere. A person's branch is theirs to close. */
function planClosings({ wanted, known, reviews, decided = [] }: ReviewSituation): ReviewAction[] {
  const branches = new Set(wanted.map(branchOf));
  const gone = reviews.filter(({ state, branch }) => state === "open" && !branches.has(branch));
  return gone
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ number, headProposal }): ReviewAction[] => {
      if (headProposal === undefined || !known.includes(headProposal.engineId)) return [];
      if (decided.includes(headProposal.digest)) return [];
      return [{ do: "close", number, before: headProposal, because: whyGone(headProposal, wanted) }];
    });
}

function whyGone(before: ChangeProposal, wanted: readonly ChangeProposal[]): string {
  const digests = new Set(before.changes.map(({ digest }) => digest));
  const elsewhere = wanted.filter(
    ({ engineId, changes }) => engineId === before.engineId && changes.some(({ digest }) => digests.has(digest)),
  );
  if (elsewhere.length === 0) return "Production no longer differs from the approved baseline in this.";
  return `Its changes stand in another proposal now: ${elsewhere.map(({ key }) => key).join(", ")}.`;
}

interface Budget {
  admits(proposal: ChangeProposal): boolean;
  count(): void;
  because(): string;
}

function createBudget({ reviews, limits, at }: ReviewSituation): Budget {
  const hourAgo = Date.parse(at) - HOUR_MS;
  let lately = reviews.filter(({ openedAt }) => Date.parse(openedAt) > hourAgo).length;
  let open = reviews.filter(({ state }) => state === "open").length;
  return {
    admits: ({ unauthorised }) => unauthorised || (lately < limits.maxPerHour && open < limits.maxOpen),
    count() {
      lately += 1;
      open += 1;
    },
    because: () =>
      lately >= limits.maxPerHour
        ? `It waits: ${lately} were opened in the last hour, and policy allows ${limits.maxPerHour}.`
        : `It waits: ${open} stand open, and policy allows ${limits.maxOpen}.`,
  };
}

import type { KeptReview } from "#schemas/kept-review";
import { LockstepError } from "#services/core/errors";
import type { ForgeAbilities, ForgeProtection, ForgeReview, ForgeSession } from "#services/ports/forge";
import type { ReviewStore } from "#services/ports/review-store";

/** The account under which Lockstep itself stands in kept reviews; no person may. */
export const OWN_ACCOUNT = "lockstep";

const ABILITIES: ForgeAbilities = {
  bodyMax: 60_000,
  statusMax: 140,
  opinionsBoundToCommit: true,
  checkRuns: false,
  issues: false,
  ownersFile: null,
};

/** The port of a forge over the reviews of a store. */
export function openSession(store: ReviewStore, now: () => Date): ForgeSession {
  const at = (): string => now().toISOString();
  const change = async (number: number, edit: (review: KeptReview, at: string) => KeptReview): Promise<void> => {
    const instant = at();
    await store.change(number, instant, (review) => edit(review, instant));
  };
  return {
    account: OWN_ACCOUNT,
    abilities: ABILITIES,
    remote: { url: store.location },
    url: null,
    fileUrl: (ref, path) => `${ref}:${path}`,
    async listReviews(endedSince) {
      const since = Date.parse(endedSince);
      const all = await store.list();
      return all.filter(({ endedAt }) => endedAt === null || Date.parse(endedAt) >= since).map(toReview);
    },
    async findReview(number) {
      const review = await store.find(number);
      return review && toReview(review);
    },
    async openReview({ labels, ...draft }) {
      assertBody(draft.body);
      return toReview(await store.add({ ...draft, labels: [...labels], author: OWN_ACCOUNT, at: at() }));
    },
    async editReview(number, { labels, ...edit }) {
      assertBody(edit.body);
      await change(number, (review) => ({ ...review, ...edit, ...(labels && { labels: [...labels] }) }));
    },
    closeReview: (number) => change(number, (review, instant) => endReview(review, instant)),
    reopenReview: (number) =>
      change(number, (review) =>
        review.state === "closed" ? { ...review, state: "open", endedAt: null, endedBy: null } : review,
      ),
    comment: (number, text) =>
      change(number, (review, instant) => ({
        ...review,
        comments: [...review.comments, { account: OWN_ACCOUNT, at: instant, text }],
      })),
    async askReviewers(_number, owners) {
      return owners.map((owner) => ({ owner, why: "there is no Git host that could tell them" }));
    },
    opinions: async (number) => (await store.find(number))?.opinions ?? [],
    async membersOf(teams) {
      if (teams.length === 0) return [];
      const message = `There is no Git host that knows the team ${teams[0]}: name its people in approvers.people.`;
      throw new LockstepError("policy-invalid", message);
    },
    // Nobody looks at a list of commits here: `lockstep review` says of a proposal where it stands.
    setStatus: () => Promise.resolve(),
    setCheck: () => Promise.reject(cannot("write check runs")),
    putDashboard: () => Promise.reject(cannot("keep a dashboard")),
    readProtection: () => Promise.resolve(UNKNOWN),
    ownersFileProblems: () => Promise.resolve([]),
    protect: () => Promise.reject(new LockstepError("usage", "There is no Git host whose branch could be guarded.")),
    close: () => Promise.resolve(),
  };
}

/** Nothing stands between a person and `main` of the store; what counts there is the signed record of a decision. */
const UNKNOWN: ForgeProtection = {
  pullRequestRequired: null,
  approvals: null,
  staleOpinionsVoid: null,
  lastPusherMayNotApprove: null,
  ownersMustApprove: null,
  forcePushForbidden: null,
  deletionForbidden: null,
  bypass: [],
};

function toReview({ schema: _schema, comments: _comments, opinions: _opinions, ...review }: KeptReview): ForgeReview {
  return {
    ...review,
    // What `git show` gives in the estate repository.
    url: `reviews:${review.number}.json`,
  };
}

function endReview(review: KeptReview, endedAt: string): KeptReview {
  return review.state === "open" ? { ...review, state: "closed", endedAt, endedBy: OWN_ACCOUNT } : review;
}

function assertBody(body: string | undefined): void {
  if ((body?.length ?? 0) <= ABILITIES.bodyMax) return;
  throw new LockstepError("bug", `the body of a review was to have more than ${ABILITIES.bodyMax} characters`);
}

function cannot(what: string): LockstepError {
  return new LockstepError("bug", `the forge 'local' was asked to ${what}, which it says that it cannot`);
}

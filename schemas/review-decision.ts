import { type Static, Type } from "typebox";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** Somebody whose approval counted, or who decided. */
export const Approver = Type.Object({
  /** As the forge names the account; the name itself where there is no forge. */
  account: Type.String(),
  /** The person's name, where policy gives it; otherwise the account. */
  name: Type.String(),
  at: Type.String(),
});
export type Approver = Static<typeof Approver>;

/** What was decided on a proposal: the body of a ledger record of type `review-decided`. Remembered by content, never by title. */
export const ReviewDecision = Type.Object(
  {
    engineId: Type.String(),
    key: Type.String(),
    kind: Type.Union([Type.Literal("adopt"), Type.Literal("restore")]),
    /**
     * `adopted`: the baseline follows production. `restore-agreed`: production is to be put back. `declined`: what was proposed is not
     * to be done; of `adopt` that means production is to be put back, of `restore` that adopting may be proposed.
     */
    outcome: Type.Union([Type.Literal("adopted"), Type.Literal("restore-agreed"), Type.Literal("declined")]),
    /** Of the set of changes decided on. */
    digest: Type.String(),
    /** Digest of each of them. */
    changes: Type.Array(Type.String()),
    ticket: Maybe,
    forge: Type.String(),
    number: Type.Union([Type.Integer(), Type.Null()]),
    url: Maybe,
    /** When the review ended by it: opened and ended again, it is decided anew. Left out where no review was. */
    endedAt: Type.Optional(Type.String()),
    /** The commit that was looked at; `null` where a ticket decided and no proposal was written. */
    commit: Maybe,
    approvers: Type.Array(Approver),
    /** Who merged or closed it. */
    decidedBy: Type.String(),
    reason: Maybe,
  },
  { $id: "lockstep/review-decision@1" },
);
export type ReviewDecision = Static<typeof ReviewDecision>;

import { type Static, Type } from "typebox";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** A review of an estate without a Git host: `<number>.json` on the branch `reviews` of the estate repository. */
export const KeptReview = Type.Object(
  {
    schema: Type.Literal("lockstep/kept-review@1"),
    number: Type.Integer({ minimum: 1 }),
    branch: Type.String({ pattern: "^drift/[A-Za-z0-9._/-]{1,200}$" }),
    base: Type.String(),
    title: Type.String(),
    body: Type.String(),
    state: Type.Union([Type.Literal("open"), Type.Literal("closed"), Type.Literal("merged")]),
    /** Newest commit of the branch when this was written; while the review is open the branch itself says. */
    head: Maybe,
    author: Type.String(),
    labels: Type.Array(Type.String()),
    openedAt: Type.String(),
    endedAt: Maybe,
    endedBy: Maybe,
    /** What was accepted: the head itself, since nothing else is made of it. */
    mergeCommit: Maybe,
    comments: Type.Array(Type.Object({ account: Type.String(), at: Type.String(), text: Type.String() })),
    opinions: Type.Array(
      Type.Object({
        account: Type.String(),
        says: Type.Union([Type.Literal("approved"), Type.Literal("changes-requested"), Type.Literal("dismissed")]),
        commit: Type.String(),
        at: Type.String(),
        text: Type.String(),
      }),
    ),
  },
  { $id: "lockstep/kept-review@1" },
);
export type KeptReview = Static<typeof KeptReview>;

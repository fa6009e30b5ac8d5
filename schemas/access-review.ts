import { type Static, Type } from "typebox";

const Engines = Type.Union([Type.Literal("all"), Type.Array(Type.String())]);
const Maybe = Type.Union([Type.String(), Type.Null()]);

/** What somebody who reviewed it decided: all is as it should be, or something has to change. */
export const AccessOutcome = Type.Union([Type.Literal("confirmed"), Type.Literal("changes-wanted")]);
export type AccessOutcome = Static<typeof AccessOutcome>;

/** One thing that is otherwise than when it was last reviewed. */
export const AccessChange = Type.Object({
  about: Type.Union([Type.Literal("role"), Type.Literal("token"), Type.Literal("account")]),
  /** `unknown`: what stood there then cannot be read any more. */
  change: Type.Union([
    Type.Literal("added"),
    Type.Literal("removed"),
    Type.Literal("changed"),
    Type.Literal("ended"),
    Type.Literal("unknown"),
  ]),
  /** A person, a group, a token, or an account of an engine. */
  who: Type.String(),
  /** Which role over what, or on which node. */
  detail: Type.String(),
});
export type AccessChange = Static<typeof AccessChange>;

/** Who may do what in Lockstep and, where a snapshot tells, who is known to an engine: what `lockstep access review --json` gives. */
export const AccessReview = Type.Object(
  {
    schema: Type.Literal("lockstep/access-review@1"),
    estate: Type.String(),
    at: Type.String(),
    /** Of all that follows but the last uses of tokens: what a record of the review binds. */
    digest: Type.String(),
    /** The commit of `main` that was read. */
    commit: Type.String(),
    /** False where `policy/access.yaml` is missing or wrong: then nobody may do anything over HTTP. */
    inForce: Type.Boolean(),
    people: Type.Array(
      Type.Object({ account: Type.String(), name: Type.String(), role: Type.String(), engines: Engines }),
    ),
    groups: Type.Array(Type.Object({ group: Type.String(), role: Type.String(), engines: Engines })),
    tokens: Type.Array(
      Type.Object({
        ...{ id: Type.String(), name: Type.String(), role: Type.String(), engines: Engines },
        ...{ createdBy: Type.String(), expiresAt: Type.String(), isOver: Type.Boolean(), lastUsedAt: Maybe },
      }),
    ),
    /** By node: accounts and roles that its last snapshot holds. */
    engines: Type.Array(
      Type.Object({
        ...{ engineId: Type.String(), nodeId: Type.String(), product: Type.String() },
        takenAt: Maybe,
        /** `null`: this product's snapshots do not tell, or there is none. */
        accounts: Type.Union([
          Type.Null(),
          Type.Array(
            Type.Object({
              ...{ kind: Type.String(), name: Type.String(), digest: Type.String() },
              /** Roles or groups that the account holds on the engine; `null` where its snapshot does not tell, and of a role. */
              roles: Type.Union([Type.Null(), Type.Array(Type.String())]),
            }),
          ),
        ]),
      }),
    ),
    /** The review before. */
    last: Type.Union([
      Type.Null(),
      Type.Object({
        record: Type.Integer({ minimum: 0 }),
        at: Type.String(),
        by: Type.String(),
        digest: Type.String(),
        /** `null`: recorded before outcomes were. */
        outcome: Type.Union([Type.Null(), AccessOutcome]),
        /** What has to change. */
        note: Maybe,
      }),
    ]),
    /** What is otherwise than at the review before, as far as that can be told; `null` where there was none. */
    changed: Type.Union([Type.Null(), Type.Array(AccessChange)]),
    /** By when the next one is due; `null` where `policy/access.yaml` sets no `reviewEveryDays`. */
    dueAt: Maybe,
    isOverdue: Type.Boolean(),
    /** The record that this review left; `null` where it was only shown. */
    record: Type.Union([Type.Null(), Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() })]),
  },
  { $id: "lockstep/access-review@1" },
);
export type AccessReview = Static<typeof AccessReview>;

import { type Static, Type } from "typebox";

const Engines = Type.Union([Type.Literal("all"), Type.Array(Type.String())]);
const Maybe = Type.Union([Type.String(), Type.Null()]);

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
          Type.Array(Type.Object({ kind: Type.String(), name: Type.String(), digest: Type.String() })),
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
      }),
    ]),
    /** By when the next one is due; `null` where `policy/access.yaml` sets no `reviewEveryDays`. */
    dueAt: Maybe,
    isOverdue: Type.Boolean(),
    /** The record that this review left; `null` where it was only shown. */
    record: Type.Union([Type.Null(), Type.Object({ seq: Type.Integer({ minimum: 0 }), hash: Type.String() })]),
  },
  { $id: "lockstep/access-review@1" },
);
export type AccessReview = Static<typeof AccessReview>;

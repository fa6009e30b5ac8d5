import { type Static, Type } from "typebox";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** The body of a ledger record of type `action-raised`. The same action raised twice bears the same id and is one. */
export const ActionRaised = Type.Object(
  {
    /** By which it is named: `a-` and eight hex digits of the digest of all below but the ticket. */
    id: Type.String(),
    engineId: Type.String(),
    what: Type.String(),
    /** What it came of: `incident INC0001`, or the exercise and when it began. */
    from: Type.String(),
    owner: Type.String(),
    /** Its last day, `YYYY-MM-DD`, to its end in UTC. */
    due: Type.String(),
    ticket: Maybe,
  },
  { $id: "lockstep/action-raised@1" },
);
export type ActionRaised = Static<typeof ActionRaised>;

/** The body of a ledger record of type `action-closed`: the first one counts. */
export const ActionClosed = Type.Object(
  { id: Type.String(), engineId: Type.String(), note: Type.String() },
  { $id: "lockstep/action-closed@1" },
);
export type ActionClosed = Static<typeof ActionClosed>;

/** An action as it stands. */
export const StandingAction = Type.Object(
  {
    ...ActionRaised.properties,
    record: Type.Integer({ minimum: 0 }),
    raisedAt: Type.String(),
    raisedBy: Type.String(),
    standing: Type.Union([Type.Literal("open"), Type.Literal("overdue"), Type.Literal("closed")]),
    /** Whole days until it is due, negative once it was. */
    daysLeft: Type.Integer(),
    closedAt: Maybe,
    closedBy: Maybe,
    note: Maybe,
  },
  { $id: "lockstep/action@1" },
);
export type StandingAction = Static<typeof StandingAction>;

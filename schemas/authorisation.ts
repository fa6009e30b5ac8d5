import { type Static, Type } from "typebox";

/** The one registry of authorisation verdicts, in order of precedence (change-control reference, table 2.11). */
export const AuthorisationVerdict = Type.Union([
  Type.Literal("not-applicable"),
  Type.Literal("source-unavailable"),
  Type.Literal("unreferenced"),
  Type.Literal("ticket-unknown"),
  Type.Literal("ticket-cancelled-or-rejected"),
  Type.Literal("on-hold"),
  Type.Literal("scope-mismatch"),
  Type.Literal("exceeds-scope"),
  Type.Literal("standard-scope-exceeded"),
  Type.Literal("freeze-violation"),
  Type.Literal("ticket-closed"),
  Type.Literal("not-approved-at-time"),
  Type.Literal("approval-unproven"),
  Type.Literal("content-mismatch"),
  Type.Literal("out-of-window"),
  Type.Literal("window-unproven"),
  Type.Literal("window-amended-after"),
  Type.Literal("sod-breach"),
  Type.Literal("actor-mismatch"),
  Type.Literal("pending-retrospective"),
  Type.Literal("retrospective-overdue"),
  Type.Literal("authorised-retrospective"),
  Type.Literal("authorised-standard"),
  Type.Literal("authorised"),
]);
export type AuthorisationVerdict = Static<typeof AuthorisationVerdict>;

/** Whether a change was authorised, by which ticket, and how that was decided. */
export const Authorisation = Type.Object(
  {
    verdict: AuthorisationVerdict,
    ticket: Type.Union([Type.String(), Type.Null()]),
    /** The change lies after the first instant (last clean look) and not after the second (first dirty look). */
    changedBetween: Type.Union([Type.Tuple([Type.Union([Type.String(), Type.Null()]), Type.String()]), Type.Null()]),
    /** Names the engine itself gives; several writers are several. */
    actors: Type.Array(Type.String()),
    /** Every test, ticked or crossed, with the facts it used. */
    trace: Type.Array(
      Type.Object({ ticket: Type.String(), test: Type.String(), passed: Type.Boolean(), facts: Type.String() }),
    ),
    /** Tickets that fit by scope and window, ranked; suggestions, never authority. */
    suggestions: Type.Array(Type.String()),
  },
  { $id: "lockstep/authorisation@1" },
);
export type Authorisation = Static<typeof Authorisation>;

import { type Static, Type } from "typebox";
import { StandingAction } from "../action.js";
import { RecordedExercise } from "../exercise.js";
import { Override } from "../override.js";
import { AcceptedGap, Waiver } from "../policy.js";
import { ReviewDecision } from "../review-decision.js";

const Standing = {
  standing: Type.Union([Type.Literal("in-force"), Type.Literal("ended")]),
  /** Whole days until it ends; negative once it has. */
  daysLeft: Type.Integer(),
};

/** A waiver as policy holds it, and how long it still lasts. */
export const StandingWaiver = Type.Object({
  waiver: Waiver,
  ...Standing,
  /** The engines on which the last run let it hide something. */
  hidesOn: Type.Array(Type.String()),
});
export type StandingWaiver = Static<typeof StandingWaiver>;

export const StandingGap = Type.Object({ gap: AcceptedGap, ...Standing });
export type StandingGap = Static<typeof StandingGap>;

export const StandingOverride = Type.Object({
  engineId: Type.String(),
  override: Override,
  /** `owes-ticket`: it has ended, and the ticket that was to follow has not. */
  standing: Type.Union([Type.Literal("in-force"), Type.Literal("owes-ticket")]),
});
export type StandingOverride = Static<typeof StandingOverride>;

export const RecordedDecision = Type.Object({
  seq: Type.Integer({ minimum: 0 }),
  at: Type.String(),
  actor: Type.String(),
  decision: ReviewDecision,
});
export type RecordedDecision = Static<typeof RecordedDecision>;

/** What people decided. What concerns an engine that may not be seen is left out. */
export const Decisions = Type.Object(
  {
    schema: Type.Literal("lockstep/decisions@1"),
    waivers: Type.Array(StandingWaiver),
    gaps: Type.Array(StandingGap),
    overrides: Type.Array(StandingOverride),
    /** Newest first, the latest 200. */
    reviews: Type.Array(RecordedDecision),
    /** Newest first, the latest 200. */
    exercises: Type.Array(RecordedExercise),
    /** What is due first comes first, and what is closed last; the first 200. */
    actions: Type.Array(StandingAction),
  },
  { $id: "lockstep/decisions@1" },
);
export type Decisions = Static<typeof Decisions>;

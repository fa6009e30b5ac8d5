import { type Static, Type } from "typebox";
import { ArtefactRef } from "./drift.js";

/** Something that a rule hid, or that a changed policy hides or shows: an artefact, and where in it. */
export const HiddenDrift = Type.Object({
  engineId: Type.String(),
  artefact: ArtefactRef,
  /** In words a person of the field understands. */
  labels: Type.Array(Type.String()),
  /** The last run in which it was so. */
  at: Type.String(),
});
export type HiddenDrift = Static<typeof HiddenDrift>;

/** How one rule did over the recorded runs. */
export const RuleHealth = Type.Object({
  rule: Type.Union([Type.Literal("expected-difference"), Type.Literal("waiver")]),
  id: Type.String(),
  /** Whether it is in force at the last run looked at. */
  inForce: Type.Boolean(),
  expires: Type.Union([Type.String(), Type.Null()]),
  /** Runs in which it was in force, each engine's counted by itself. */
  runs: Type.Integer(),
  /** Those in which it explained something. */
  matched: Type.Integer(),
  lastMatched: Type.Union([Type.String(), Type.Null()]),
  hides: Type.Array(HiddenDrift),
});
export type RuleHealth = Static<typeof RuleHealth>;

/** The answer of `lockstep policy test --json`. */
export const PolicyTestReport = Type.Object(
  {
    schema: Type.Literal("lockstep/policy-test@1"),
    /** Whose policy was tried: that of the folder, or the one in force on `main`. */
    where: Type.Union([Type.Literal("folder"), Type.Literal("main")]),
    /** Digest over the whole policy that was tried. */
    policy: Type.String(),
    runs: Type.Object({
      replayed: Type.Integer(),
      from: Type.Union([Type.String(), Type.Null()]),
      to: Type.Union([Type.String(), Type.Null()]),
    }),
    rules: Type.Array(RuleHealth),
    /** Drift that this policy hides and that of then showed. */
    newlyHidden: Type.Array(HiddenDrift),
    /** Drift that this policy shows and that of then hid. */
    newlyShown: Type.Array(HiddenDrift),
    /** Runs that could not be replayed: what any rule did in them is not known. */
    erred: Type.Array(Type.Object({ engineId: Type.String(), at: Type.String(), message: Type.String() })),
  },
  { $id: "lockstep/policy-test@1" },
);
export type PolicyTestReport = Static<typeof PolicyTestReport>;

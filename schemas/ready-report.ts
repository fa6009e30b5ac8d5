import { type Static, Type } from "typebox";
import { LastProven } from "./exercise.js";
import { Override } from "./override.js";
import { ReadinessReason, ReadinessVerdict, SetAsideReason } from "./readiness.js";

/** The answer of `lockstep ready --json`: the stored verdict, with its age. */
export const ReadyReport = Type.Object(
  {
    schema: Type.Literal("lockstep/ready@1"),
    engineId: Type.String(),
    /** When the question was asked. */
    at: Type.String(),
    /** `unknown` once the stored verdict has expired, whatever it was. */
    verdict: ReadinessVerdict,
    scope: Type.Literal("configuration-ready, not data-ready"),
    /** The run behind it, or `null` where the engine was never checked. */
    runId: Type.Union([Type.String(), Type.Null()]),
    asOf: Type.Union([Type.String(), Type.Null()]),
    expiresAt: Type.Union([Type.String(), Type.Null()]),
    ageSeconds: Type.Union([Type.Integer(), Type.Null()]),
    reasons: Type.Array(ReadinessReason),
    /** Overrides in force when the question was asked; left out where there are none. */
    overrides: Type.Optional(Type.Array(Override)),
    /** What they set aside: `ready` with any of it is exit 3, ready by override alone. Left out where there is none. */
    setAside: Type.Optional(Type.Array(SetAsideReason)),
    /** When an exercise last proved it; left out where none on record does. */
    lastProven: Type.Optional(LastProven),
  },
  { $id: "lockstep/ready@1" },
);
export type ReadyReport = Static<typeof ReadyReport>;

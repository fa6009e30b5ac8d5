import { type Static, Type } from "typebox";
import { LastProven } from "./exercise.js";
import { ReadinessReason } from "./readiness.js";
import { Runtime } from "./runtime-facts.js";

/** What a caller may ask for by name beside the ordinary question. */
export const GateProfile = Type.Object(
  {
    maxAgeMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 525_600,
        description: "an older verdict is refused; left out: any that has not expired",
      }),
    ),
    refuseNotes: Type.Optional(
      Type.Boolean({ description: "true: whatever a verdict of ready only notes refuses; left out: false" }),
    ),
    refuse: Type.Optional(
      Type.Array(Type.String({ minLength: 1, description: "code of a reason, for example gap-accepted" }), {
        description: "notes that refuse",
      }),
    ),
  },
  { additionalProperties: false },
);
export type GateProfile = Static<typeof GateProfile>;

/** Stricter questions that a gate may be asked: `policy/gate.yaml`. */
export const GatePolicy = Type.Object(
  {
    profiles: Type.Record(Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$" }), GateProfile, {
      description: "by the name that a caller gives as ?profile=; switchover, strict, return and disaster are built in",
    }),
  },
  { $id: "lockstep/gate-policy@1", additionalProperties: false },
);
export type GatePolicy = Static<typeof GatePolicy>;

/** What a gate says: `ready-by-override` opens it only for who asks for that by name. */
export const GateVerdict = Type.Union([
  Type.Literal("ready"),
  Type.Literal("ready-by-override"),
  Type.Literal("not-ready"),
  Type.Literal("unknown"),
]);
export type GateVerdict = Static<typeof GateVerdict>;

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** The answer of `GET /ready/<engine>`: may a planned switchover begin? */
export const GateAnswer = Type.Object(
  {
    schema: Type.Literal("lockstep/gate@1"),
    engineId: Type.String(),
    /** When the question was asked. */
    at: Type.String(),
    /** The answer of the gate, and the status 200: nothing else opens it. */
    allowed: Type.Boolean(),
    verdict: GateVerdict,
    scope: Type.Literal("configuration-ready, not data-ready"),
    profile: Type.String(),
    /** Codes of the reasons, the worst first; empty where nothing speaks against it. */
    codes: Type.Array(Type.String()),
    asOf: Maybe,
    ageSeconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    expiresAt: Maybe,
    /** Codes of what is noted and does not count for this question. */
    notes: Type.Array(Type.String()),
    /** The reasons in words, for who may read the engine; left out for everybody else. */
    reasons: Type.Optional(Type.Array(ReadinessReason)),
    /** What ran at the last look, for who may read the engine: it opens and shuts nothing. */
    runtime: Type.Optional(Runtime),
    /** When an exercise last proved it, for who may read the engine; left out where none on record does. */
    lastProven: Type.Optional(LastProven),
  },
  { $id: "lockstep/gate@1" },
);
export type GateAnswer = Static<typeof GateAnswer>;

import { type Static, Type } from "typebox";
import { AdviceItem } from "./advice.js";
import { Role } from "./estate.js";
import { LastProven } from "./exercise.js";
import { GateVerdict } from "./gate.js";
import { ReadinessReason } from "./readiness.js";
import { ManualCheck, RunbookContact, RunbookStep } from "./runbook.js";
import { Operability } from "./snapshot.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** A manual check as it stands on the day of the runbook. */
export const JudgedManualCheck = Type.Object({
  ...ManualCheck.properties,
  /** `never` done, `overdue`, or `done` and still good. */
  state: Type.Union([Type.Literal("done"), Type.Literal("overdue"), Type.Literal("never")]),
  /** The last day on which the last look is good; `null` where there was none. */
  goodUntil: Maybe,
});
export type JudgedManualCheck = Static<typeof JudgedManualCheck>;

/** One interface in the order of activation. */
export const ActivationStep = Type.Object({
  position: Type.Integer({ minimum: 1 }),
  tier: Type.Integer(),
  flow: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  owner: Type.String(),
  /** What it should be on the standby before the failover, where policy says. */
  standby: Type.Optional(Type.String()),
  /** What it was on the standby at the last look; `absent` where that was read whole and has none such. */
  now: Type.Union([Operability, Type.Literal("absent")]),
  /** Names of those that must run before it. */
  after: Type.Array(Type.String()),
});
export type ActivationStep = Static<typeof ActivationStep>;

/** The answer of `lockstep runbook`: what people need when an engine fails over, also while nothing else runs. */
export const RunbookReport = Type.Object(
  {
    schema: Type.Literal("lockstep/runbook@1"),
    estate: Type.String(),
    organisation: Maybe,
    engineId: Type.String(),
    name: Type.String(),
    product: Type.String(),
    owner: Type.String(),
    /** When it was written. */
    at: Type.String(),
    verdict: Type.Object({
      verdict: GateVerdict,
      asOf: Maybe,
      expiresAt: Maybe,
      reasons: Type.Array(ReadinessReason),
      /** When an exercise last proved the engine; left out where none on record does. */
      lastProven: Type.Optional(LastProven),
    }),
    nodes: Type.Array(Type.Object({ id: Type.String(), role: Role, url: Maybe })),
    /** Where the order of activation was taken from; `null` where nothing is stored of the engine. */
    source: Type.Union([
      Type.Object({ what: Type.String(), commit: Type.String(), takenAt: Type.String() }),
      Type.Null(),
    ]),
    contacts: Type.Array(RunbookContact),
    manualChecks: Type.Array(JudgedManualCheck),
    before: Type.Array(RunbookStep),
    activation: Type.Array(ActivationStep),
    after: Type.Array(RunbookStep),
    /** Interfaces that wait for one another, by name: no order does justice to them. */
    cycles: Type.Array(Type.Array(Type.String())),
    /** What the standby will lack. */
    missing: Type.Array(AdviceItem),
    omitted: Type.Integer({ minimum: 0 }),
    /** What a person should know of the runbook itself, a sentence each. */
    warnings: Type.Array(Type.String()),
  },
  { $id: "lockstep/runbook@1" },
);
export type RunbookReport = Static<typeof RunbookReport>;

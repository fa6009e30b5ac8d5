import { type Static, Type } from "typebox";
import { Role } from "../estate.js";
import { ReadinessVerdict } from "../readiness.js";
import { RunProblem } from "../run.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** What one run saw of one node. */
export const LookSummary = Type.Object({
  nodeId: Type.String(),
  role: Role,
  /** `null` where this run could not read it. */
  takenAt: Maybe,
  changed: Type.Boolean(),
  problems: Type.Array(RunProblem),
});
export type LookSummary = Static<typeof LookSummary>;

/** What one run said of one engine. */
export const EngineRunSummary = Type.Object({
  engineId: Type.String(),
  verdict: ReadinessVerdict,
  findings: Type.Integer({ minimum: 0 }),
  waiting: Type.Integer({ minimum: 0 }),
  expiresAt: Type.String(),
  looks: Type.Array(LookSummary),
  /** What broke the check off, where something did. */
  failure: Type.Optional(RunProblem),
});
export type EngineRunSummary = Static<typeof EngineRunSummary>;

/** One recorded run, without what it found. */
export const RunSummary = Type.Object(
  {
    runId: Type.String(),
    /** Number of its record in the ledger, and the record's hash. */
    seq: Type.Integer({ minimum: 0 }),
    hash: Type.String(),
    at: Type.String(),
    /** The commit of `main` whose policy was in force. */
    policyCommit: Type.String(),
    /** What made it due; left out where somebody asked for it. */
    occasion: Type.Optional(Type.Object({ schedule: Type.String(), at: Type.String() })),
    problems: Type.Array(RunProblem),
    engines: Type.Array(EngineRunSummary),
  },
  { $id: "lockstep/run-summary@1" },
);
export type RunSummary = Static<typeof RunSummary>;

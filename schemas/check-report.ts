import { type Static, Type } from "typebox";
import { AlignmentStanding } from "./alignment-standing.js";
import { SingleHandedDecision } from "./authorisation.js";
import { Role } from "./estate.js";
import { Finding } from "./finding.js";
import { PassingChange } from "./passing-change.js";
import { Readiness, ReadinessVerdict } from "./readiness.js";
import { ReviewReport } from "./review-report.js";
import { Coverage } from "./snapshot.js";

/** What one check saw on one node. `snapshot` is `null` when the node could not be read. */
export const NodeReport = Type.Object({
  nodeId: Type.String(),
  role: Role,
  engineVersion: Type.Union([Type.String(), Type.Null()]),
  access: Type.Union([Type.Literal("ok"), Type.Literal("refused"), Type.Literal("unreachable")]),
  /** Why this run did not read it, by its code in the registry of errors; left out where it did. */
  fault: Type.Optional(Type.String()),
  freshness: Type.Union([Type.Literal("fresh"), Type.Literal("stale"), Type.Literal("never")]),
  coverage: Coverage,
  snapshot: Type.Union([
    Type.Object({ commit: Type.String(), digest: Type.String(), takenAt: Type.String(), changed: Type.Boolean() }),
    Type.Null(),
  ]),
});
export type NodeReport = Static<typeof NodeReport>;

/** The verdict on a standby that is not the designated one. */
export const OtherStandby = Type.Object({
  nodeId: Type.String(),
  verdict: ReadinessVerdict,
  /** Findings that block a failover to it. */
  blocking: Type.Integer(),
  /** Why, in a sentence each. */
  reasons: Type.Array(Type.String()),
});
export type OtherStandby = Static<typeof OtherStandby>;

/** The verdict on one engine, with everything it was derived from. */
export const EngineReport = Type.Object({
  engineId: Type.String(),
  /** What people call it, as estate.yaml says; left out where it says nothing. */
  name: Type.Optional(Type.String()),
  product: Type.String(),
  mode: Type.Union([Type.Literal("observe"), Type.Literal("enforce")]),
  baseline: Type.Union([
    Type.Object({
      commit: Type.String(),
      digest: Type.String(),
      approver: Type.String(),
      ticket: Type.Union([Type.String(), Type.Null()]),
      reviewed: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  /** The commit of `main` whose policy was in force. */
  policyCommit: Type.String(),
  /** Digest of the rules of change control that every change was judged by; left out in reports from before it was told. */
  changeControl: Type.Optional(Type.String()),
  /** What was changed and put back between two looks, seen in the last seven days; left out where there is nothing. */
  passing: Type.Optional(Type.Array(PassingChange)),
  /** What one person alone decided in the last 90 days; left out where there is none. */
  singleHanded: Type.Optional(Type.Array(SingleHandedDecision)),
  readiness: Readiness,
  nodes: Type.Array(NodeReport),
  findings: Type.Array(Finding),
  /** Findings, by id, that nothing explains or authorises: they wait for a person's decision. */
  waiting: Type.Array(Type.String()),
  /** Where an engine has several standbys: the others, each with a verdict of its own. */
  otherStandbys: Type.Array(OtherStandby),
});
export type EngineReport = Static<typeof EngineReport>;

/** The answer of `lockstep check --json`. */
export const CheckReport = Type.Object(
  {
    schema: Type.Literal("lockstep/check@1"),
    estate: Type.String(),
    at: Type.String(),
    runId: Type.String(),
    engines: Type.Array(EngineReport),
    /** How the proposals stand; left out where the estate declares no forge. */
    review: Type.Optional(ReviewReport),
    /** How planned alignments stand that were not proved before; left out where there is none. */
    alignments: Type.Optional(Type.Array(AlignmentStanding)),
  },
  { $id: "lockstep/check@1" },
);
export type CheckReport = Static<typeof CheckReport>;

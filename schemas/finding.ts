import { type Static, Type } from "typebox";
import { Authorisation } from "./authorisation.js";
import { ArtefactRef, Change, DriftCase } from "./drift.js";
import { Operability } from "./snapshot.js";

export const Severity = Type.Union([
  Type.Literal("critical"),
  Type.Literal("high"),
  Type.Literal("medium"),
  Type.Literal("low"),
  Type.Literal("info"),
]);
export type Severity = Static<typeof Severity>;

/** What explains a finding: an expected difference or a waiver, by its id in the policy. */
export const Explanation = Type.Object({
  by: Type.Union([Type.Literal("expected-difference"), Type.Literal("waiver")]),
  id: Type.String(),
  reason: Type.String(),
  expires: Type.Union([Type.String(), Type.Null()]),
});
export type Explanation = Static<typeof Explanation>;

/** One judgement: a drift in one case, its severity, and what explains or authorises it. */
export const Finding = Type.Object(
  {
    /** Digest of the content (artefact, case, changes), never of run or time. */
    id: Type.String(),
    artefact: ArtefactRef,
    /** What the artefact is to a person who knows no product, for example `lookup`. */
    concept: Type.String(),
    case: DriftCase,
    severity: Severity,
    tier: Type.Integer(),
    flow: Type.String(),
    owner: Type.String(),
    blocksReadiness: Type.Boolean(),
    /** Why no failover can work while this differs, whoever approved it; left out where that is not so. */
    mustMatch: Type.Optional(Type.String()),
    explainedBy: Type.Union([Explanation, Type.Null()]),
    /** A waiver for this very finding that has ended; left out where there is none, or another explanation. */
    lapsedWaiver: Type.Optional(Type.Object({ id: Type.String(), expires: Type.String() })),
    /** What this means in the words of the people who use the interface. */
    meaning: Type.String(),
    changes: Type.Array(Change),
    operability: Type.Object({ production: Operability, standby: Operability }),
    authorisation: Authorisation,
  },
  { $id: "lockstep/finding@1" },
);
export type Finding = Static<typeof Finding>;

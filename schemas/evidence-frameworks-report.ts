import { type Static, Type } from "typebox";
import { ControlMap, CrosswalkRelation } from "./control-map.js";

/** The answer of `lockstep evidence frameworks --json`: every edition that a pack can be pinned to. */
export const EvidenceFrameworksReport = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-frameworks@1"),
    editions: Type.Array(
      Type.Object({
        ref: Type.String(),
        title: Type.String(),
        status: ControlMap.properties.status,
        catalogue: ControlMap.properties.catalogue,
        basis: ControlMap.properties.basis,
        /** First and last day of the assessment year; `null`: it has none. */
        assessmentYear: Type.Union([Type.Object({ first: Type.String(), last: Type.String() }), Type.Null()]),
        outcomes: Type.Integer(),
        /** Those that a pack has something to say to. */
        mapped: Type.Integer(),
        /** Whether the organisation loaded expected levels for it. */
        levelsLoaded: Type.Boolean(),
        notes: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: "lockstep/evidence-frameworks@1" },
);
export type EvidenceFrameworksReport = Static<typeof EvidenceFrameworksReport>;

/** The answer of `lockstep evidence crosswalk --json`. */
export const EvidenceCrosswalkReport = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence-crosswalk@1"),
    from: Type.String(),
    to: Type.String(),
    /** `total`: each outcome of both editions stands below. `partial`: between two frameworks; what lies near, and no more. */
    reach: Type.Union([Type.Literal("total"), Type.Literal("partial")]),
    /** Editions that it leads over, both ends included. */
    over: Type.Array(Type.String()),
    rows: Type.Array(
      Type.Object({
        /** `null`: it is new. */
        from: Type.Union([Type.Object({ id: Type.String(), title: Type.String() }), Type.Null()]),
        /** `null`: it was dropped. */
        to: Type.Union([Type.Object({ id: Type.String(), title: Type.String() }), Type.Null()]),
        relation: CrosswalkRelation,
        notes: Type.Array(Type.String()),
      }),
    ),
    /** Outcomes that nothing leads from, and those that nothing leads to; both empty where the reach is total. */
    without: Type.Object({ from: Type.Array(Type.String()), to: Type.Array(Type.String()) }),
  },
  { $id: "lockstep/evidence-crosswalk@1" },
);
export type EvidenceCrosswalkReport = Static<typeof EvidenceCrosswalkReport>;

import { type Static, Type } from "typebox";
import { ComplianceReport } from "./api/compliance-report.js";
import { ControlRow } from "./control-row.js";
import { EvidenceParameters } from "./evidence-parameters.js";
import { EvidenceTable } from "./evidence-table.js";
import { ServiceFigure } from "./service-levels-report.js";

/** What can be told of the record itself. */
export const EvidenceIntegrity = Type.Object({
  /** Records in the ledger, from the making of the estate to the head. */
  records: Type.Integer({ minimum: 0 }),
  head: EvidenceParameters.properties.head,
  /** Fingerprints (`SHA256:…`) of the keys that count, with the time in which each does; `null`: without end. */
  keys: Type.Array(
    Type.Object({
      fingerprint: Type.String(),
      from: Type.Union([Type.String(), Type.Null()]),
      until: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  /** The last record of each month in the ledger: what to hold against heads that were mailed. */
  anchors: Type.Array(Type.Object({ month: Type.String(), seq: Type.Integer(), hash: Type.String() })),
  /** Worst measured clock difference of each node in the period, milliseconds; `null`: never measured. */
  clocks: Type.Array(
    Type.Object({
      engineId: Type.String(),
      nodeId: Type.String(),
      worstMs: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
  /** What in the record was purged, restored from a backup or cannot be derived again, a sentence each. */
  notes: Type.Array(Type.String()),
});
export type EvidenceIntegrity = Static<typeof EvidenceIntegrity>;

/** Everything an evidence pack says, as one document: each of its pages and files is a rendering of it. */
export const EvidenceDocument = Type.Object(
  {
    schema: Type.Literal("lockstep/evidence@1"),
    parameters: EvidenceParameters,
    /** What the pack covers and what it does not, a sentence each. */
    scope: Type.Array(Type.String()),
    exclusions: Type.Array(Type.String()),
    /** In the order in which they are read. */
    tables: Type.Array(EvidenceTable),
    /** The four bands over the period. */
    compliance: ComplianceReport,
    /** Outcome figures of the period. */
    figures: Type.Array(ServiceFigure),
    controls: Type.Array(ControlRow),
    integrity: EvidenceIntegrity,
  },
  { $id: "lockstep/evidence@1" },
);
export type EvidenceDocument = Static<typeof EvidenceDocument>;

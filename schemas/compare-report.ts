import { type Static, Type } from "typebox";
import { ArtefactRef } from "./drift.js";

const Side = Type.Union([Type.String(), Type.Null()]);

export const CompareChange = Type.Object({
  path: Type.String(),
  label: Type.String(),
  kind: Type.Union([Type.Literal("changed"), Type.Literal("missing"), Type.Literal("unexpected")]),
  a: Side,
  b: Side,
  diff: Type.Optional(Type.String()),
  whitespaceOnly: Type.Optional(Type.Boolean()),
});
export type CompareChange = Static<typeof CompareChange>;

/** One artefact that is not the same on both sides. `missing`: on a and not on b. */
export const CompareFinding = Type.Object({
  artefact: ArtefactRef,
  /** What the artefact is to a person who knows no product, for example `lookup`. */
  concept: Type.String(),
  case: Type.Union([Type.Literal("missing"), Type.Literal("unexpected"), Type.Literal("changed")]),
  changes: Type.Array(CompareChange),
});
export type CompareFinding = Static<typeof CompareFinding>;

export const CompareSide = Type.Object({
  selector: Type.String(),
  dialect: Type.String(),
  artefacts: Type.Integer(),
  digest: Type.String(),
});
export type CompareSide = Static<typeof CompareSide>;

/** The answer of `lockstep compare --json`. An empty list and a difference cannot both be. */
export const CompareReport = Type.Object(
  {
    schema: Type.Literal("lockstep/compare@1"),
    a: CompareSide,
    b: CompareSide,
    findings: Type.Array(CompareFinding),
  },
  { $id: "lockstep/compare@1" },
);
export type CompareReport = Static<typeof CompareReport>;

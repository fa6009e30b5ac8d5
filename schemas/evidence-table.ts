import { type Static, Type } from "typebox";

/** One value of a row. `null`: there is none, and the reader sees that there is none. */
export const EvidenceCell = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
export type EvidenceCell = Static<typeof EvidenceCell>;

/** A column: what it is called, and how its values are to be shown. */
export const EvidenceColumn = Type.Object({
  /** Key in each row and heading in CSV, for example `foundAt`. */
  key: Type.String({ pattern: "^[a-z][A-Za-z0-9]*$" }),
  /** What people read above it. */
  heading: Type.String(),
  /** `instant`: ISO 8601 with zone. `day`: `YYYY-MM-DD`. `moment`: either. `hours`, `count`: numbers. `hash`: may be cut when shown. */
  kind: Type.Union([
    Type.Literal("text"),
    Type.Literal("instant"),
    Type.Literal("day"),
    Type.Literal("moment"),
    Type.Literal("hours"),
    Type.Literal("count"),
    Type.Literal("yes-no"),
    Type.Literal("hash"),
  ]),
});
export type EvidenceColumn = Static<typeof EvidenceColumn>;

/** One table of an evidence pack: a file of its own, and a part of the report. */
export const EvidenceTable = Type.Object({
  /** File name without its end, for example `01-population`. */
  id: Type.String({ pattern: "^[0-9]{2}-[a-z-]+$" }),
  title: Type.String(),
  /** What a row is, where it comes from and what it does not show, in plain words. */
  explains: Type.String(),
  columns: Type.Array(EvidenceColumn, { minItems: 1 }),
  /** Sorted by what identifies a row; each holds every column's key. */
  rows: Type.Array(Type.Record(Type.String(), EvidenceCell)),
});
export type EvidenceTable = Static<typeof EvidenceTable>;

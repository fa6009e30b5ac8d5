import { type Static, Type } from "typebox";

/** What a pack holds for one outcome of a framework. It never names an achievement level: that is the organisation's to assess. */
export const ControlRow = Type.Object({
  /** For example `nhs-dspt-caf@2025-26#B4.b`. */
  ref: Type.String(),
  outcome: Type.String(),
  title: Type.String(),
  /** Indicators of good practice that it speaks to, with whose numbering that is. */
  indicators: Type.Array(
    Type.Object({
      ref: Type.String(),
      numbering: Type.String(),
      /**
       * Whether the evidence speaks for the indicator being so, or against it. An indicator of the column "not achieved" says what is lacking:
       * what speaks for that speaks against the organisation.
       */
      direction: Type.Union([Type.Literal("for"), Type.Literal("against")]),
      /** Signals of this pack, by id. */
      signals: Type.Array(Type.String()),
    }),
  ),
  /** What was observed in the period, a sentence with figures each; none: nothing was. */
  observed: Type.Array(Type.String()),
  /** Files of the pack in which it stands. */
  evidence: Type.Array(Type.String()),
  contribution: Type.String(),
  residualGap: Type.String(),
  /** What the organisation loaded as its own target, and from where: shown, and held against nothing. Left out: nothing was loaded. */
  loaded: Type.Optional(Type.Object({ level: Type.String(), source: Type.String() })),
});
export type ControlRow = Static<typeof ControlRow>;

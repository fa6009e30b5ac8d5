import { type Static, type TSchema, Type } from "typebox";

/** How an engine stood for a time. Time that nobody looked at is `unknown`, and never counts as sound. */
export const ComplianceBand = Type.Union([
  Type.Literal("in-lockstep"),
  Type.Literal("authorised"),
  Type.Literal("unauthorised"),
  Type.Literal("unknown"),
]);

/** How long engines stood in each band, in whichever unit a document tells it. */
export function timesIn<Unit extends TSchema>(unit: Unit) {
  return Type.Object({ "in-lockstep": unit, authorised: unit, unauthorised: unit, unknown: unit });
}

/** Where what is judged by changed: a step there may be no change of an engine. */
export const ComplianceMarker = Type.Object({
  at: Type.String(),
  what: Type.Union([Type.Literal("policy"), Type.Literal("change-control"), Type.Literal("reader")]),
  /** `null`: the whole estate's. */
  engineId: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Array(Type.String()),
});
export type ComplianceMarker = Static<typeof ComplianceMarker>;

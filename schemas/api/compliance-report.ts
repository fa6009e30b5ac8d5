import { type Static, Type } from "typebox";

const Seconds = Type.Integer({ minimum: 0 });

/** How long engines stood in each band. Time that nobody looked at is `unknown`, and never counts as sound. */
export const BandSeconds = Type.Object({
  "in-lockstep": Seconds,
  authorised: Seconds,
  unauthorised: Seconds,
  unknown: Seconds,
});
export type BandSeconds = Static<typeof BandSeconds>;

const Span = { from: Type.String(), to: Type.String() };

/** How engines stood over a time, in four bands. */
export const ComplianceReport = Type.Object(
  {
    schema: Type.Literal("lockstep/compliance@1"),
    ...Span,
    /** All engines together. */
    seconds: BandSeconds,
    engines: Type.Array(
      Type.Object({
        engineId: Type.String(),
        seconds: BandSeconds,
        spans: Type.Array(
          Type.Object({
            ...Span,
            band: Type.Union([
              Type.Literal("in-lockstep"),
              Type.Literal("authorised"),
              Type.Literal("unauthorised"),
              Type.Literal("unknown"),
            ]),
          }),
        ),
      }),
    ),
    /** Where what is judged by changed: a step there may be no change of an engine. */
    markers: Type.Array(
      Type.Object({
        at: Type.String(),
        what: Type.Union([Type.Literal("policy"), Type.Literal("change-control"), Type.Literal("reader")]),
        /** `null`: the whole estate's. */
        engineId: Type.Union([Type.String(), Type.Null()]),
        detail: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: "lockstep/compliance@1" },
);
export type ComplianceReport = Static<typeof ComplianceReport>;

import { type Static, Type } from "typebox";
import { ComplianceBand, ComplianceMarker, timesIn } from "../compliance.js";

/** How long engines stood in each band. */
export const BandSeconds = timesIn(Type.Integer({ minimum: 0 }));
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
            band: ComplianceBand,
          }),
        ),
      }),
    ),
    markers: Type.Array(ComplianceMarker),
  },
  { $id: "lockstep/compliance@1" },
);
export type ComplianceReport = Static<typeof ComplianceReport>;

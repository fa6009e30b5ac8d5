import { type Static, Type } from "typebox";

/** The answer of `lockstep doctor --json`: what was looked at, on this machine and on each node, and what to do. */
export const DoctorReport = Type.Object(
  {
    schema: Type.Literal("lockstep/doctor@1"),
    at: Type.String(),
    diagnoses: Type.Array(
      Type.Object({
        /** What was looked at, for example `tie/tie-a: certificate`. */
        check: Type.String(),
        state: Type.Union([Type.Literal("ok"), Type.Literal("warning"), Type.Literal("failed")]),
        message: Type.String(),
        remedy: Type.Optional(Type.String()),
      }),
    ),
  },
  { $id: "lockstep/doctor@1" },
);
export type DoctorReport = Static<typeof DoctorReport>;

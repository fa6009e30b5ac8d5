import { type Static, Type } from "typebox";
import { Snapshot } from "./snapshot.js";

/** The answer of `lockstep show <selector> --json`: a stored snapshot or baseline, and the commit it lies in. */
export const ShowReport = Type.Object(
  {
    ...Snapshot.properties,
    schema: Type.Literal("lockstep/show@1"),
    commit: Type.String(),
    /** Of a baseline: who approved it, or why nothing proves that anybody did. */
    approval: Type.Optional(
      Type.Union([
        Type.Object({
          approver: Type.String(),
          ticket: Type.Union([Type.String(), Type.Null()]),
          at: Type.String(),
          /** False: inherited, unreviewed. */
          reviewed: Type.Boolean(),
        }),
        Type.Object({ unproven: Type.String() }),
      ]),
    ),
  },
  { $id: "lockstep/show@1" },
);
export type ShowReport = Static<typeof ShowReport>;

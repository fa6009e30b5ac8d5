import { type Static, Type } from "typebox";
import { Snapshot } from "./snapshot.js";

/** The answer of `lockstep show <selector> --json`: a stored snapshot or baseline, and the commit it lies in. */
export const ShowReport = Type.Object(
  { ...Snapshot.properties, schema: Type.Literal("lockstep/show@1"), commit: Type.String() },
  { $id: "lockstep/show@1" },
);
export type ShowReport = Static<typeof ShowReport>;

import { type Static, Type } from "typebox";
import { Finding } from "../finding.js";

/** A finding in a list. */
export const ListedFinding = Type.Object(
  {
    finding: Finding,
    /** Whether it waits for a person's decision. */
    waits: Type.Boolean(),
  },
  { $id: "lockstep/listed-finding@1" },
);
export type ListedFinding = Static<typeof ListedFinding>;

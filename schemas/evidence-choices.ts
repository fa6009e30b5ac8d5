import { type Static, Type } from "typebox";
import { ControlMap } from "./control-map.js";

/** What an evidence pack may be asked for, and by what it is known. */
export const EvidenceChoices = Type.Object(
  {
    /** Frameworks with their editions, in the order of their names. */
    editions: Type.Array(
      Type.Object({ ref: Type.String(), title: Type.String(), status: ControlMap.properties.status }),
    ),
    /** Keys whose signatures count in the estate, by fingerprint; from and until when, `null` without end. */
    keys: Type.Array(
      Type.Object({
        fingerprint: Type.String(),
        from: Type.Union([Type.String(), Type.Null()]),
        until: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  },
  { $id: "lockstep/evidence-choices@1" },
);
export type EvidenceChoices = Static<typeof EvidenceChoices>;

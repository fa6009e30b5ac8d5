import { type Static, Type } from "typebox";

/** One version of an artefact on a node. */
export const ArtefactVersion = Type.Object({
  commit: Type.String(),
  takenAt: Type.String(),
  /** `null` where the artefact was absent. */
  digest: Type.Union([Type.String(), Type.Null()]),
});
export type ArtefactVersion = Static<typeof ArtefactVersion>;

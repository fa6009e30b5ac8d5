import { type Static, Type } from "typebox";

/** The answer of `lockstep show <selector> <artefact> --json`: the versions of one artefact on one node, newest first. */
export const HistoryReport = Type.Object(
  {
    schema: Type.Literal("lockstep/history@1"),
    selector: Type.String(),
    /** The artefact's folder below the snapshot's root. */
    path: Type.String(),
    versions: Type.Array(
      Type.Object({
        commit: Type.String(),
        takenAt: Type.String(),
        /** `null` where the artefact was absent. */
        digest: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  },
  { $id: "lockstep/history@1" },
);
export type HistoryReport = Static<typeof HistoryReport>;

import { type Static, Type } from "typebox";

/** The answer of `lockstep show <selector> <artefact> --json`: what an artefact holds, and its versions on that node, newest first. */
export const HistoryReport = Type.Object(
  {
    schema: Type.Literal("lockstep/history@1"),
    selector: Type.String(),
    /** The artefact's folder below the snapshot's root. */
    path: Type.String(),
    artefact: Type.Object({ kind: Type.String(), key: Type.String(), name: Type.String() }),
    /** Over the content that is shown; secrets stand in it as keyed tokens. */
    digest: Type.String(),
    /** Its files as they are compared and kept; left out where the content was purged. */
    files: Type.Optional(Type.Array(Type.Object({ path: Type.String(), text: Type.String() }))),
    /** None of a baseline, which is one content. */
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

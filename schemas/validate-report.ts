import { type Static, Type } from "typebox";

const Problem = Type.Object({
  file: Type.String(),
  path: Type.String(),
  /** What people call the entry it stands in, for example `nifi/nifi-a`. */
  about: Type.Optional(Type.String()),
  message: Type.String(),
  remedy: Type.String(),
});

/** The answer of `lockstep validate --json`: every problem at once, and what the folder holds that is not in force. */
export const ValidateReport = Type.Object(
  {
    schema: Type.Literal("lockstep/validate@1"),
    /** `folder`: the files as they lie in the working clone; `main`: what is in force. */
    where: Type.Union([Type.Literal("folder"), Type.Literal("main")]),
    folder: Type.String(),
    /** The commit of `main` that is in force. */
    commit: Type.String(),
    problems: Type.Array(Problem),
    /** What would be better declared; nothing is wrong without. */
    advice: Type.Array(Problem),
    /** Governed files of the folder that are not as on `main`. */
    notInForce: Type.Array(
      Type.Object({
        file: Type.String(),
        state: Type.Union([Type.Literal("changed"), Type.Literal("added"), Type.Literal("removed")]),
      }),
    ),
  },
  { $id: "lockstep/validate@1" },
);
export type ValidateReport = Static<typeof ValidateReport>;

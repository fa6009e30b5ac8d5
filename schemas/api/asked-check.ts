import { type Static, Type } from "typebox";
import { JobProgress } from "../job-progress.js";

/** What is asked of a check: which engines, and why. */
export const CheckRequest = Type.Object(
  {
    engines: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 63 }), {
        minItems: 1,
        maxItems: 1000,
        description: "ids; left out: every engine that may be checked",
      }),
    ),
  },
  { $id: "lockstep/check-request@1", additionalProperties: false },
);
export type CheckRequest = Static<typeof CheckRequest>;

/** How a check that was asked for stands. It is over as soon as each engine has a run that began after the asking. */
export const AskedCheck = Type.Object(
  {
    schema: Type.Literal("lockstep/asked-check@1"),
    /** By which it is asked about; it holds all that must be known of it. */
    id: Type.String(),
    askedAt: Type.String(),
    engines: Type.Array(Type.String()),
    state: Type.Union([Type.Literal("waiting"), Type.Literal("at-work"), Type.Literal("done"), Type.Literal("failed")]),
    progress: Type.Optional(JobProgress),
    /** The runs that answer it, as far as they are there. */
    runs: Type.Array(Type.String()),
    /** Why it failed, where it did. */
    reason: Type.Optional(Type.String()),
  },
  { $id: "lockstep/asked-check@1" },
);
export type AskedCheck = Static<typeof AskedCheck>;

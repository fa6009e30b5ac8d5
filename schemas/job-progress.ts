import { type Static, Type } from "typebox";

/** How far a job has come: what people see while they wait. It proves nothing and is kept nowhere. */
export const JobProgress = Type.Object(
  {
    /** By the clock of the machine that does it. */
    at: Type.String(),
    /** Of the check under way, where there is one. */
    runId: Type.Optional(Type.String()),
    engineId: Type.Optional(Type.String()),
    stage: Type.Optional(Type.Union([Type.Literal("reading"), Type.Literal("judging")])),
    /** What was read last, and how much of it. */
    nodeId: Type.Optional(Type.String()),
    source: Type.Optional(Type.String()),
    bytes: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);
export type JobProgress = Static<typeof JobProgress>;

import { type Static, Type } from "typebox";

/** Work to be done: plain JSON, checked on arrival. It says what to look at again, and never what is there. */
export const JobRequest = Type.Union(
  [
    Type.Object(
      {
        job: Type.Literal("check"),
        /** None: every engine. */
        engineIds: Type.Array(Type.String()),
        because: Type.String({ maxLength: 300 }),
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        job: Type.Literal("settle-reviews"),
        /** The review that moved; `null`: look at all. */
        number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
        because: Type.String({ maxLength: 300 }),
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        job: Type.Literal("read-tickets"),
        /** Id of the ticket system in `estate.yaml`. */
        ticketSystem: Type.String(),
        /** None: every ticket edited since the last look. */
        numbers: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
        because: Type.String({ maxLength: 300 }),
      },
      { additionalProperties: false },
    ),
  ],
  { $id: "lockstep/job-request@1" },
);
export type JobRequest = Static<typeof JobRequest>;

import { type Static, Type } from "typebox";
import { Occasion } from "./schedule.js";

const because = Type.String({ maxLength: 300 });
/** Id of the estate, where one service serves several; left out: the only one. */
const estate = Type.Optional(Type.String({ maxLength: 63 }));
const strict = { additionalProperties: false };

/** Work to be done: plain JSON, checked on arrival. It says what to look at again, and never what is there. */
export const JobRequest = Type.Union(
  [
    Type.Object(
      {
        job: Type.Literal("check"),
        estate,
        /** None: every engine. */
        engineIds: Type.Array(Type.String()),
        because,
      },
      strict,
    ),
    /** The check of one engine that a schedule made due, without its reviews; on record once, however often it is done. */
    Type.Object(
      { job: Type.Literal("check-occasion"), estate, engineId: Type.String(), occasion: Occasion, because },
      strict,
    ),
    /** A schedule that is due: asks for the check of each of its engines. */
    Type.Object({ job: Type.Literal("begin-schedule"), estate, schedule: Type.String(), because }, strict),
    Type.Object(
      {
        job: Type.Literal("keep-reviews"),
        estate,
        /** Whose runs are waited for; `null`: nobody's. */
        after: Type.Union([
          Type.Object(
            {
              occasion: Occasion,
              engineIds: Type.Array(Type.String()),
              /** For how long, ISO 8601 in UTC. */ until: Type.String(),
            },
            strict,
          ),
          Type.Null(),
        ]),
        because,
      },
      strict,
    ),
    Type.Object(
      {
        job: Type.Literal("settle-reviews"),
        estate,
        /** The review that moved; `null`: look at all. */
        number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
        because,
      },
      strict,
    ),
    Type.Object(
      {
        job: Type.Literal("read-tickets"),
        estate,
        /** Id of the ticket system in `estate.yaml`. */
        ticketSystem: Type.String(),
        /** None: every ticket edited since the last look. */
        numbers: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
        because,
      },
      strict,
    ),
    Type.Object(
      {
        job: Type.Literal("send-notices"),
        estate,
        /** By whose last verdicts people are told; none: every engine's. */
        engineIds: Type.Array(Type.String()),
        because,
      },
      strict,
    ),
    /** An evidence pack that was asked for, by its id on the estate's shelf; one that is there already is not made again. */
    Type.Object({ job: Type.Literal("make-evidence"), estate, pack: Type.String({ maxLength: 64 }), because }, strict),
    /** The digest of what is not told at once, and the ledger's head. */
    Type.Object({ job: Type.Literal("nightly-digest"), estate, because }, strict),
  ],
  { $id: "lockstep/job-request@1" },
);
export type JobRequest = Static<typeof JobRequest>;

import { type Static, Type } from "typebox";
import { ExerciseKind, ExerciseOutcome } from "../exercise.js";

const Words = Type.String({ minLength: 1, maxLength: 500 });
const Person = Type.String({ minLength: 1, maxLength: 200 });
const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "its last day, to its end in UTC" });
const Instant = (description: string) => Type.String({ minLength: 1, maxLength: 40, description });
const Seen = (description: string) => Type.Optional(Type.String({ pattern: "^(latest|[0-9a-f]{7,64})$", description }));
const strict = { additionalProperties: false };

/** An exercise to be recorded. Who records it is whoever asks. */
export const ExerciseRequest = Type.Object(
  {
    kind: ExerciseKind,
    startedAt: Instant("when it began, with its zone: 2026-10-13T09:30:00+01:00"),
    endedAt: Instant("when it was over, with its zone"),
    outcome: ExerciseOutcome,
    cleanedUp: Type.Boolean({ description: "whether it was failed back and nothing left behind: it counts only then" }),
    rtoMinutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 44_640, description: "left out: the objectives of policy/runbook.yaml" }),
    ),
    before: Seen("a snapshot commit of a check before it; left out: the last such check"),
    after: Seen("a snapshot commit of a check since it ended; left out: the last such check"),
    lessons: Type.Optional(Type.Array(Words, { maxItems: 20 })),
    actions: Type.Optional(
      Type.Array(Type.Object({ what: Words, owner: Person, due: Day }, strict), {
        maxItems: 20,
        description: "what is to be done after it",
      }),
    ),
  },
  { $id: "lockstep/exercise-request@1", ...strict },
);
export type ExerciseRequest = Static<typeof ExerciseRequest>;

/** An action to be raised. Who raises it is whoever asks. */
export const ActionRequest = Type.Object(
  {
    what: Words,
    from: Words,
    owner: Person,
    due: Day,
    ticket: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()])),
  },
  { $id: "lockstep/action-request@1", ...strict },
);
export type ActionRequest = Static<typeof ActionRequest>;

/** An action to be closed. */
export const ActionCloseRequest = Type.Object({ note: Words }, { $id: "lockstep/action-close-request@1", ...strict });
export type ActionCloseRequest = Static<typeof ActionCloseRequest>;

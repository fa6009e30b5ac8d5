import { type Static, Type } from "typebox";

/** When something of an estate is done by itself, its engines checked or evidence made: an entry of `schedules` in `estate.yaml`. */
export const EstateSchedule = Type.Object(
  {
    id: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "its name in runs and warnings: lower-case letters, digits and hyphens",
    }),
    cron: Type.String({
      maxLength: 200,
      description: "five fields, minute first, for example '15 4 * * *': every day at 04:15",
    }),
    timeZone: Type.String({
      maxLength: 64,
      description: "IANA name of the clock that is meant, for example Europe/London",
    }),
    engines: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: "the engines that are checked, or that evidence is made of; left out: every one",
      }),
    ),
    evidence: Type.Optional(
      Type.Union([Type.Literal("monthly"), Type.Literal("quarterly")], {
        description:
          "nothing is checked then: an evidence pack is made of the last whole month or quarter of the year (in London) before",
      }),
    ),
    framework: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          "of evidence, framework and edition, for example nhs-dspt-caf@2026-27; left out: of the assessment year in which it ends",
      }),
    ),
    deadlineMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1440,
        description:
          "how long the check of one engine may take, and how late it may be before it counts as missed; left out: 60",
      }),
    ),
  },
  { additionalProperties: false },
);
export type EstateSchedule = Static<typeof EstateSchedule>;

/** What made a run due: a schedule, and the instant that was meant, however late the run began. */
export const Occasion = Type.Object(
  {
    schedule: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$" }),
    /** ISO 8601 in UTC. */
    at: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" }),
  },
  { additionalProperties: false },
);
export type Occasion = Static<typeof Occasion>;

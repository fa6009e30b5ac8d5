import { type Static, Type } from "typebox";

const Share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const Within = (what: string) =>
  Type.Object(
    {
      hours: Type.Number({ exclusiveMinimum: 0, maximum: 8784, description: "within so many hours" }),
      share: Share("share of the cases in which that is to be so"),
    },
    { additionalProperties: false, description: what },
  );

/** What is held against each month: `policy/service-levels.yaml`. A figure without a target is shown all the same. */
export const ServiceLevels = Type.Object(
  {
    coverage: Type.Optional(Share("least share of looks that read everything there is to read")),
    detect: Type.Optional(Within("from when a change can first have been made to the run that found it")),
    decide: Type.Optional(Within("from that run to a decision on it")),
    align: Type.Optional(Within("from the run that found the standby otherwise to the one that found it as approved")),
    retrospective: Type.Optional(Share("greatest share of changes whose ticket was approved only afterwards")),
    waivers: Type.Optional(
      Type.Object(
        {
          count: Type.Optional(Type.Integer({ minimum: 0, description: "most waivers in force at the month's end" })),
          ageDays: Type.Optional(
            Type.Integer({ minimum: 0, description: "greatest age of the oldest of them, in days" }),
          ),
        },
        { additionalProperties: false, description: "what is tolerated for now" },
      ),
    ),
    gate: Type.Optional(Share("least share of time in which a fresh verdict stood that was not 'unknown'")),
    missedRuns: Type.Optional(Type.Integer({ minimum: 0, description: "most runs that were due and did not happen" })),
  },
  { $id: "lockstep/service-levels@1", additionalProperties: false },
);
export type ServiceLevels = Static<typeof ServiceLevels>;

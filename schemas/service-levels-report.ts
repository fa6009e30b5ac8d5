import { type Static, Type } from "typebox";
import { ComplianceMarker, timesIn } from "./compliance.js";

/** What a month is measured by. */
export const ServiceFigureId = Type.Union([
  Type.Literal("coverage"),
  Type.Literal("detect"),
  Type.Literal("decide"),
  Type.Literal("align"),
  Type.Literal("retrospective"),
  Type.Literal("waivers"),
  Type.Literal("gate"),
  Type.Literal("missed-runs"),
]);
export type ServiceFigureId = Static<typeof ServiceFigureId>;

/** One figure, with what it stands on. */
export const ServiceFigure = Type.Object({
  id: ServiceFigureId,
  /** `null`: it cannot be told. */
  value: Type.Union([Type.Number(), Type.Null()]),
  unit: Type.Union([Type.Literal("share"), Type.Literal("hours"), Type.Literal("count")]),
  /** On how many cases it stands. */
  cases: Type.Integer({ minimum: 0 }),
  /** How many beside them could not be told. */
  untold: Type.Integer({ minimum: 0 }),
  /** What it is held against, in words; `null`: nothing. */
  target: Type.Union([Type.String(), Type.Null()]),
  outcome: Type.Union([
    Type.Literal("met"),
    Type.Literal("missed"),
    Type.Literal("unknown"),
    Type.Literal("no-target"),
  ]),
  /** What else is to be known, a sentence each. */
  notes: Type.Array(Type.String()),
});
export type ServiceFigure = Static<typeof ServiceFigure>;

const Times = timesIn(Type.Number());

/** The answer of `lockstep service-levels --json`: one month of an estate, from the ledger alone. */
export const ServiceLevelsReport = Type.Object(
  {
    schema: Type.Literal("lockstep/service-levels-report@1"),
    estate: Type.String(),
    /** `YYYY-MM`, in UTC. */
    month: Type.String(),
    /** What of it is over. */
    from: Type.String(),
    to: Type.String(),
    /** Whether the month is over. */
    complete: Type.Boolean(),
    figures: Type.Array(ServiceFigure),
    /** Milliseconds in each band, all engines together and each by itself. */
    compliance: Type.Object({
      times: Times,
      engines: Type.Array(Type.Object({ engineId: Type.String(), times: Times })),
      markers: Type.Array(ComplianceMarker),
    }),
  },
  { $id: "lockstep/service-levels-report@1" },
);
export type ServiceLevelsReport = Static<typeof ServiceLevelsReport>;

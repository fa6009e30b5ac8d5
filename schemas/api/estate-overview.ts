import { type Static, Type } from "typebox";
import { ReadinessVerdict } from "../readiness.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** What every cell of the matrix says beside its state. */
const Behind = {
  /** How many findings, interfaces or nodes are behind the state; 0 where none is. */
  count: Type.Integer({ minimum: 0 }),
  /** When the oldest look that it rests on was taken; `null` where there was none. */
  asOf: Maybe,
};

/** Whether an engine may fail over, as `lockstep ready` says at this instant. */
export const StandingReadiness = Type.Object({
  verdict: ReadinessVerdict,
  /** Ready only because an override sets reasons aside. */
  byOverride: Type.Boolean(),
  /** Codes of the reasons, the first the worst. */
  reasons: Type.Array(Type.String()),
  asOf: Maybe,
  /** From then on the verdict is `unknown`, whatever it was. */
  expiresAt: Maybe,
  ageSeconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});
export type StandingReadiness = Static<typeof StandingReadiness>;

/** One engine on each axis. The axes are never folded into one light. */
export const EngineStanding = Type.Object({
  engineId: Type.String(),
  /** What people call it; left out where estate.yaml says nothing. */
  name: Type.Optional(Type.String()),
  product: Type.String(),
  owner: Type.String(),
  /** `null` where no run tells. */
  mode: Type.Union([Type.Literal("observe"), Type.Literal("enforce"), Type.Null()]),
  readiness: StandingReadiness,
  /** Findings that nothing explains. */
  conformity: Type.Object({
    state: Type.Union([Type.Literal("in-lockstep"), Type.Literal("drifted"), Type.Literal("unknown")]),
    ...Behind,
  }),
  /** Findings that wait for a person's decision, since nothing explains or authorises them. */
  authorisation: Type.Object({
    state: Type.Union([Type.Literal("nothing-waits"), Type.Literal("waits"), Type.Literal("unknown")]),
    ...Behind,
  }),
  /** Nodes whose last snapshot is too old, or that have none. */
  freshness: Type.Object({
    state: Type.Union([Type.Literal("fresh"), Type.Literal("stale"), Type.Literal("never"), Type.Literal("unknown")]),
    ...Behind,
  }),
  /** Interfaces that do not run on a node as they should: saved and not deployed, disabled, or running where they must not. */
  operability: Type.Object({
    state: Type.Union([Type.Literal("as-declared"), Type.Literal("differs"), Type.Literal("unknown")]),
    ...Behind,
  }),
  /** Nodes that refused the login, or that could not be reached. */
  access: Type.Object({
    state: Type.Union([
      Type.Literal("ok"),
      Type.Literal("refused"),
      Type.Literal("unreachable"),
      Type.Literal("unknown"),
    ]),
    ...Behind,
  }),
});
export type EngineStanding = Static<typeof EngineStanding>;

/** The matrix of an estate: engine by axis. */
export const EstateOverview = Type.Object(
  {
    schema: Type.Literal("lockstep/estate-overview@1"),
    estate: Type.String(),
    organisation: Type.Optional(Type.String()),
    /** When the question was asked. */
    at: Type.String(),
    engines: Type.Array(EngineStanding),
  },
  { $id: "lockstep/estate-overview@1" },
);
export type EstateOverview = Static<typeof EstateOverview>;

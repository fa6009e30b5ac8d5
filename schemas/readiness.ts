import { type Static, Type } from "typebox";
import { Override } from "./override.js";

export const ReadinessVerdict = Type.Union([Type.Literal("ready"), Type.Literal("not-ready"), Type.Literal("unknown")]);
export type ReadinessVerdict = Static<typeof ReadinessVerdict>;

/** One reason why an engine is not ready, or why that cannot be told. */
export const ReadinessReason = Type.Object({
  /** From the registry of reasons, for example `parity` or `no-baseline`. */
  code: Type.String(),
  verdict: ReadinessVerdict,
  message: Type.String(),
  owner: Type.String(),
  action: Type.String(),
  /** The findings behind it. */
  findings: Type.Array(Type.String()),
  /** What it speaks of beside findings, as far as an override can be bound to it: a node and its look, an interface and its state. */
  subjects: Type.Optional(Type.Array(Type.String())),
  /** Set where the reason speaks of one tier and flow and of no finding. */
  tier: Type.Optional(Type.Integer()),
  flow: Type.Optional(Type.String()),
});
export type ReadinessReason = Static<typeof ReadinessReason>;

/** A reason that does not count for as long as an override lasts. */
export const SetAsideReason = Type.Object({
  ...ReadinessReason.properties,
  /** The numbers of the ledger records of the overrides that cover it. */
  overrides: Type.Array(Type.Integer({ minimum: 0 })),
});
export type SetAsideReason = Static<typeof SetAsideReason>;

const Part = Type.Object({
  verdict: ReadinessVerdict,
  blocking: Type.Integer(),
  reasons: Type.Array(Type.String()),
  /** Codes of reasons that concern it and that an override sets aside; left out where there are none. */
  setAside: Type.Optional(Type.Array(Type.String())),
});

/** May this engine fail over? About configuration, never about data. */
export const Readiness = Type.Object(
  {
    verdict: ReadinessVerdict,
    scope: Type.Literal("configuration-ready, not data-ready"),
    asOf: Type.String(),
    expiresAt: Type.String(),
    reasons: Type.Array(ReadinessReason),
    /** Overrides in force, whether or not they set anything aside now; left out where there are none. */
    overrides: Type.Optional(Type.Array(Override)),
    /** What they set aside: with any of it `ready` is ready by override, and by nothing else. Left out where there is none. */
    setAside: Type.Optional(Type.Array(SetAsideReason)),
    byTier: Type.Record(Type.String(), Part),
    byFlow: Type.Record(Type.String(), Part),
    queued: Type.Object({
      production: Type.Union([Type.Integer(), Type.Null()]),
      standby: Type.Union([Type.Integer(), Type.Null()]),
    }),
  },
  { $id: "lockstep/readiness@1" },
);
export type Readiness = Static<typeof Readiness>;

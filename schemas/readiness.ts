import { type Static, Type } from "typebox";

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
  /** Set where the reason speaks of one tier and flow and of no finding. */
  tier: Type.Optional(Type.Integer()),
  flow: Type.Optional(Type.String()),
});
export type ReadinessReason = Static<typeof ReadinessReason>;

const Part = Type.Object({ verdict: ReadinessVerdict, blocking: Type.Integer(), reasons: Type.Array(Type.String()) });

/** May this engine fail over? About configuration, never about data. */
export const Readiness = Type.Object(
  {
    verdict: ReadinessVerdict,
    scope: Type.Literal("configuration-ready, not data-ready"),
    asOf: Type.String(),
    expiresAt: Type.String(),
    reasons: Type.Array(ReadinessReason),
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

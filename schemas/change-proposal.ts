import { type Static, Type } from "typebox";
import { AuthorisationVerdict } from "./authorisation.js";
import { ArtefactRef } from "./drift.js";
import { Finding, Severity } from "./finding.js";
import { ReadinessVerdict } from "./readiness.js";

const Maybe = Type.Union([Type.String(), Type.Null()]);

/** One artefact in which production left the approved baseline. */
export const ProposedChange = Type.Object({
  /** Id of the finding that shows it. */
  finding: Type.String(),
  artefact: ArtefactRef,
  /** What was done to it on production. */
  what: Type.Union([Type.Literal("changed"), Type.Literal("added"), Type.Literal("removed")]),
  /** Digest of the change from baseline to production: the one that a preview of it gives, and that a ticket is bound to. */
  digest: Type.String(),
});
export type ProposedChange = Static<typeof ProposedChange>;

/** What the changes of one proposal have in common. */
export const ProposalCause = Type.Object({
  /** `pattern`: the same change was made in several artefacts. */
  by: Type.Union([Type.Literal("ticket"), Type.Literal("pattern"), Type.Literal("flow")]),
  /** The ticket's number, the flow, or the path that was changed alike. */
  name: Type.String(),
});
export type ProposalCause = Static<typeof ProposalCause>;

/**
 * What a person is asked to decide: changes of one cause on one engine, all of them away from the approved baseline on
 * production. A drift of the standby alone is nobody's decision: it is aligned.
 */
export const ChangeProposal = Type.Object(
  {
    schema: Type.Literal("lockstep/change-proposal@1"),
    engineId: Type.String(),
    /** What people call the engine; left out where estate.yaml says nothing. */
    engineName: Type.Optional(Type.String()),
    product: Type.String(),
    /** Stable name of engine, kind and cause: lower-case letters, digits and hyphens, at most 63. Its branch is `drift/<engine>/<key>`. */
    key: Type.String(),
    /** `adopt`: the baseline is to follow production. `restore`: production is to be put back. */
    kind: Type.Union([Type.Literal("adopt"), Type.Literal("restore")]),
    cause: ProposalCause,
    /** `changeSetDigest` over the changes: what an approval is bound to. The standby, the time and the run do not enter it. */
    digest: Type.String(),
    /** The approved baseline that the changes leave. */
    baseline: Type.Object({
      commit: Type.String(),
      digest: Type.String(),
      approver: Type.String(),
      ticket: Maybe,
    }),
    /** The snapshot that shows them. */
    production: Type.Object({
      nodeId: Type.String(),
      commit: Type.String(),
      digest: Type.String(),
      takenAt: Type.String(),
    }),
    /** The most severe first, then by name. */
    changes: Type.Array(ProposedChange),
    /** In the same order, the judgements that they come from. */
    findings: Type.Array(Finding),
    severity: Severity,
    tier: Type.Integer(),
    flows: Type.Array(Type.String()),
    owners: Type.Array(Type.String()),
    ticket: Maybe,
    /** The worst verdict on any of the changes. */
    verdict: AuthorisationVerdict,
    /** Nothing explains and no ticket authorises some of it: such a proposal passes every limit. */
    unauthorised: Type.Boolean(),
    effect: Type.Object({
      /** May the engine fail over now? */
      verdict: ReadinessVerdict,
      /** How many of these changes keep it from being ready. */
      blocking: Type.Integer(),
      /** How many other findings do. */
      othersBlocking: Type.Integer(),
    }),
  },
  { $id: "lockstep/change-proposal@1" },
);
export type ChangeProposal = Static<typeof ChangeProposal>;

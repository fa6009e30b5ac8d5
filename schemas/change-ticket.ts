import { type Static, Type } from "typebox";

const Instant = Type.String();
const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const ApprovalDecision = Type.Union([
  Type.Literal("not-requested"),
  Type.Literal("requested"),
  Type.Literal("approved"),
  Type.Literal("rejected"),
  Type.Literal("not-required"),
  Type.Literal("cancelled"),
  Type.Literal("unknown"),
]);
export type ApprovalDecision = Static<typeof ApprovalDecision>;

export const ApprovalFact = Type.Object({
  by: Maybe(Type.String()),
  decision: ApprovalDecision,
  at: Maybe(Instant),
  timeEvidence: Type.Union([
    Type.Literal("approver-timestamp"),
    Type.Literal("aggregate-timestamp"),
    Type.Literal("audit-log"),
    Type.Literal("snapshot-bracket"),
    Type.Literal("none"),
  ]),
});
export type ApprovalFact = Static<typeof ApprovalFact>;

/** The record that authorises a change, as Lockstep reads it, whatever system it comes from. Instants are RFC 3339 UTC. */
export const ChangeTicket = Type.Object(
  {
    system: Type.String(),
    instance: Type.String(),
    number: Type.String(),
    url: Maybe(Type.String()),
    kind: Type.Union([
      Type.Literal("standard"),
      Type.Literal("normal"),
      Type.Literal("emergency"),
      Type.Literal("unknown"),
    ]),
    templateId: Maybe(Type.String()),
    lifecycle: Type.Union([
      Type.Literal("draft"),
      Type.Literal("assess"),
      Type.Literal("authorise"),
      Type.Literal("scheduled"),
      Type.Literal("implement"),
      Type.Literal("review"),
      Type.Literal("closed"),
      Type.Literal("cancelled"),
      Type.Literal("rejected"),
      Type.Literal("unknown"),
    ]),
    lifecycleRaw: Type.String(),
    approval: ApprovalDecision,
    approvals: Type.Array(ApprovalFact),
    planned: Type.Object({
      start: Maybe(Instant),
      end: Maybe(Instant),
      sourceZone: Maybe(Type.String()),
      ambiguous: Type.Optional(Type.Union([Type.Literal("dst-gap"), Type.Literal("dst-overlap")])),
      /** The other reading of an ambiguous local time: a change must lie inside under both. */
      alternative: Type.Optional(Type.Object({ start: Maybe(Instant), end: Maybe(Instant) })),
    }),
    onHold: Type.Boolean(),
    cis: Type.Array(Type.String()),
    /** Globs over artefact names. */
    channels: Type.Array(Type.String()),
    implementers: Type.Array(Type.String()),
    /** The group that the work is given to, in the ticket system's own name. */
    assignmentGroup: Type.Optional(Maybe(Type.String())),
    requester: Maybe(Type.String()),
    digests: Type.Array(Type.String()),
    closedAt: Maybe(Instant),
    updatedAt: Maybe(Instant),
    /** When it was raised. Left out where the system does not say: it then existed at the earliest other fact known of it. */
    raisedAt: Type.Optional(Maybe(Instant)),
    /** When the review after an emergency, or of a single-handed decision, was done. */
    reviewedAt: Type.Optional(Maybe(Instant)),
    /** Who did that review. */
    reviewedBy: Type.Optional(Maybe(Type.String())),
    /** Covers the same change carried to standby later. Left out: policy decides. */
    coversStandby: Type.Optional(Type.Boolean()),
    /** Allowed in a freeze, once approved. */
    freezeExempt: Type.Optional(Type.Boolean()),
    /** Counts edits at the source: the same version twice proves that nothing was edited between. */
    sourceVersion: Type.Optional(Maybe(Type.String())),
    observedAt: Instant,
    /** SHA-256 of the file or answer it was read from. */
    rawSha256: Type.String(),
    /** The source's own words beside values that were mapped, converted or not understood, by field. */
    raw: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** True where it was not seen so, but made from the system's own record of edits: it stood so from `observedAt` on. */
    rebuilt: Type.Optional(Type.Boolean()),
    /** Digest of the mapping by which it was derived; left out where none was needed. */
    mapping: Type.Optional(Type.String()),
    /** What could not be read in it. A ticket with a problem never authorises. */
    problems: Type.Optional(Type.Array(Type.String())),
  },
  { $id: "lockstep/change-ticket@1" },
);
export type ChangeTicket = Static<typeof ChangeTicket>;

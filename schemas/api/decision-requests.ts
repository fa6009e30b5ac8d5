import { type Static, Type } from "typebox";

const Words = Type.String({ minLength: 1, maxLength: 2000 });
const Person = Type.String({ minLength: 1, maxLength: 200 });
const Ticket = Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]);
const strict = { additionalProperties: false };

/** A decision on a proposal. Who decides is whoever asks. */
export const ReviewDecisionRequest = Type.Object(
  {
    says: Type.Union([Type.Literal("accept"), Type.Literal("decline")]),
    digest: Type.String({
      pattern: "^(sha256:)?[0-9a-fA-F]{12,64}$",
      description: "of the changes that were looked at, or how it begins",
    }),
    reason: Type.Optional(Type.Union([Words, Type.Null()])),
  },
  { $id: "lockstep/review-decision-request@1", ...strict },
);
export type ReviewDecisionRequest = Static<typeof ReviewDecisionRequest>;

/** A waiver of one finding. Its approver is whoever asks, and never its owner. */
export const WaiverRequest = Type.Object(
  {
    finding: Type.String({ pattern: "^(sha256:)?[0-9a-f]{8,64}$", description: "its id, or how that begins" }),
    owner: Person,
    reason: Words,
    until: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "its last day, to its end in UTC" }),
    ticket: Type.Optional(Ticket),
    trial: Type.Optional(Type.Boolean({ description: "true: it is worked out, and nothing is written" })),
  },
  { $id: "lockstep/waiver-request@1", ...strict },
);
export type WaiverRequest = Static<typeof WaiverRequest>;

/** Reasons to be set aside for some hours. Who decides is whoever asks. */
export const OverrideRequest = Type.Object(
  {
    setAside: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), {
      minItems: 1,
      maxItems: 50,
      description: "codes of the reasons; never all of them",
    }),
    reason: Words,
    ticket: Type.Optional(Ticket),
    hours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 8760 })),
  },
  { $id: "lockstep/override-request@1", ...strict },
);
export type OverrideRequest = Static<typeof OverrideRequest>;

/** Overrides to be ended before their time. */
export const OverrideEndRequest = Type.Object(
  {
    record: Type.Optional(Type.Integer({ minimum: 0, description: "of several, the one of this ledger record" })),
    reason: Type.Optional(Type.Union([Words, Type.Null()])),
  },
  { $id: "lockstep/override-end-request@1", ...strict },
);
export type OverrideEndRequest = Static<typeof OverrideEndRequest>;

/** The ticket that was to follow an override. */
export const OverrideTicketRequest = Type.Object(
  {
    ticket: Type.String({ minLength: 1, maxLength: 100 }),
    record: Type.Optional(Type.Integer({ minimum: 0, description: "of several, the override of this ledger record" })),
  },
  { $id: "lockstep/override-ticket-request@1", ...strict },
);
export type OverrideTicketRequest = Static<typeof OverrideTicketRequest>;

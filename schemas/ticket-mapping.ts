import { type Static, Type } from "typebox";
import { ApprovalDecision, ChangeTicket } from "./change-ticket.js";

const Place = Type.String({
  pattern: "^(/[^/]+)+$",
  maxLength: 500,
  description:
    "where a value stands in the answer, as /part/field/field; `*` stands for every entry of a list, `[field=word]` for those entries whose field holds that word",
});
const Places = Type.Array(Place, { minItems: 1, maxItems: 50, description: "places where it stands in the answer" });

/** A word of the ticket system, and which of Lockstep's words it stands for. Capitals and blanks around it do not matter. */
function Word<T extends Parameters<typeof Type.Record>[1]>(words: T) {
  return Type.Object(
    {
      from: Places,
      words: Type.Record(Type.String(), words, {
        description: "their word → ours; a word that no line names is `unknown`, which never authorises",
      }),
    },
    { additionalProperties: false },
  );
}

/** A time, and how the system writes it. */
export const MappedTime = Type.Object(
  {
    from: Places,
    form: Type.Union([Type.Literal("offset"), Type.Literal("utc"), Type.Literal("local"), Type.Literal("epoch-ms")], {
      description:
        "`offset`: with its offset or Z; `utc`: without one, in UTC; `local`: without one, in the zone of this mapping; `epoch-ms`: milliseconds since 1970",
    }),
    pick: Type.Optional(
      Type.Union([Type.Literal("first"), Type.Literal("earliest"), Type.Literal("latest")], {
        description: "which of several; left out: the first that is there",
      }),
    ),
    absent: Type.Optional(
      Type.Array(Type.String(), {
        description: "what the system writes where there is no time; nothing and null always",
      }),
    ),
  },
  { additionalProperties: false },
);
export type MappedTime = Static<typeof MappedTime>;

const Text = Type.Object({ from: Places }, { additionalProperties: false });
const Names = Type.Object(
  {
    from: Places,
    split: Type.Optional(
      Type.String({ minLength: 1, maxLength: 3, description: "what stands between names in one text" }),
    ),
  },
  { additionalProperties: false },
);
const Flag = Type.Object(
  {
    from: Places,
    yes: Type.Array(Type.String(), { minItems: 1, description: "words that mean yes" }),
    no: Type.Array(Type.String(), { description: "words that mean no, beside nothing at all; any other is a problem" }),
  },
  { additionalProperties: false },
);

const { kind, lifecycle } = ChangeTicket.properties;

/** One source of dated approvals. */
export const MappedApproval = Type.Object(
  {
    /** Left out: the ticket itself is the one entry. */
    each: Type.Optional(Place),
    /** Below the entry, as /field. */
    by: Type.Optional(Text),
    decision: Word(ApprovalDecision),
    at: MappedTime,
    evidence: Type.Union(
      [Type.Literal("approver-timestamp"), Type.Literal("aggregate-timestamp"), Type.Literal("audit-log")],
      { description: "whether each approver has a time, or the time is that of the last of them" },
    ),
  },
  { additionalProperties: false },
);
export type MappedApproval = Static<typeof MappedApproval>;

/** The system's own record of edits, from which what stood earlier is rebuilt. */
export const MappedHistory = Type.Object(
  {
    each: Place,
    at: MappedTime,
    /** Below the entry. */
    field: Text,
    before: Text,
    after: Text,
    fields: Type.Record(Type.String(), Place, {
      description: "the name of a field in the record of edits → where its value stands in the answer",
    }),
  },
  { additionalProperties: false },
);
export type MappedHistory = Static<typeof MappedHistory>;

/** How the tickets of one ticket system are read: `policy/tickets/<id>.yaml`. `lockstep tickets discover` proposes one. */
export const TicketMapping = Type.Object(
  {
    system: Type.String({ description: "the make of the ticket system" }),
    /** IANA zone of times of the form `local`. */
    zone: Type.String({ minLength: 1, description: "IANA zone of times without an offset" }),
    number: Type.Object(
      {
        from: Places,
        pattern: Type.String({
          minLength: 3,
          maxLength: 200,
          description: "expression that a whole number fits; nothing else is ever asked for",
        }),
      },
      { additionalProperties: false },
    ),
    link: Type.Optional(
      Type.String({ pattern: "^https?://", description: "where people read it; {number} and {id} are put in" }),
    ),
    id: Type.Optional(Text),
    /** The first whose word is known wins. */
    kind: Type.Array(Word(kind), { minItems: 1 }),
    lifecycle: Word(lifecycle),
    /** Left out: what the dated approvals add up to. */
    approval: Type.Optional(Word(ApprovalDecision)),
    approvals: Type.Array(MappedApproval),
    history: Type.Optional(MappedHistory),
    plannedStart: MappedTime,
    plannedEnd: MappedTime,
    templateId: Type.Optional(Text),
    onHold: Type.Optional(Flag),
    coversStandby: Type.Optional(Flag),
    freezeExempt: Type.Optional(Flag),
    cis: Type.Array(Names),
    channels: Type.Array(Names),
    implementers: Type.Array(Names),
    assignmentGroup: Type.Optional(Text),
    requester: Type.Optional(Text),
    digests: Type.Optional(Text),
    raisedAt: Type.Optional(MappedTime),
    reviewedAt: Type.Optional(MappedTime),
    reviewedBy: Type.Optional(Text),
    closedAt: Type.Optional(MappedTime),
    updatedAt: Type.Optional(MappedTime),
    sourceVersion: Type.Optional(Text),
    needs: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          "parts without which a ticket does not authorise; left out: every part that a place here begins with",
      }),
    ),
  },
  { $id: "lockstep/ticket-mapping@1", additionalProperties: false },
);
export type TicketMapping = Static<typeof TicketMapping>;

import { type Static, Type } from "typebox";

const Null = Type.Null();

/** Text, or nothing: ticket systems write both `null` and no field at all. */
function text(description: string, example: string) {
  return Type.Optional(Type.Union([Type.String(), Null], { description, examples: [example] }));
}

function flag(description: string) {
  return Type.Optional(Type.Union([Type.Boolean(), Null], { description, examples: [true] }));
}

function names(description: string, ...examples: string[]) {
  return Type.Optional(Type.Union([Type.Array(Type.String()), Null], { description, examples: [examples] }));
}

/** One approval as a ticket export tells it. */
export const ExportedApproval = Type.Object({
  by: text("who decided", "pat.lowe@hospital.test"),
  decision: Type.String({
    description: "`approved`, `rejected`, `requested`, `not-requested`, `not-required` or `cancelled`",
    examples: ["approved"],
  }),
  at: text("when; without it nothing is proved", "2026-11-20T15:02:11Z"),
});
export type ExportedApproval = Static<typeof ExportedApproval>;

/** One ticket as an export tells it: every word as the ticket system writes it. */
export const ExportedTicket = Type.Object({
  number: Type.String({ description: "its number, as people write it beside a change", examples: ["CHG0041207"] }),
  kind: text("`normal`, `standard` or `emergency`", "normal"),
  lifecycle: text(
    "`draft`, `assess`, `authorise`, `scheduled`, `implement`, `review`, `closed`, `cancelled` or `rejected`",
    "implement",
  ),
  approval: text("where the approval stands; words as in `decision`", "approved"),
  approvals: Type.Optional(
    Type.Union([Type.Array(ExportedApproval), Null], { description: "each approval with its time: see below" }),
  ),
  plannedStart: text("the first instant of its window", "2026-11-23T00:30:00Z"),
  plannedEnd: text("the end of its window, which does not belong to it", "2026-11-23T02:30:00Z"),
  zone: text("IANA zone of its times without an offset; wins over that of the export", "Europe/London"),
  cis: names(
    "configuration items; `configurationItems` of policy/change-control.yaml says what each stands for",
    "TIE-LIVE",
  ),
  channels: names("patterns over the names of interfaces, and of nothing else", "ADT_*"),
  implementers: names("who carries it out", "sam.whitfield@hospital.test"),
  assignmentGroup: text("the group that the work is given to", "Integration"),
  requester: text("who asked for it", "alex.reid@hospital.test"),
  digests: names("digests of change sets that it is bound to", `sha256:${"0".repeat(64)}`),
  templateId: text("of a standard change: its template", "STD-PORT"),
  url: text("where people read it", "https://tickets.hospital.test/CHG0041207"),
  onHold: flag("a ticket on hold authorises nothing"),
  coversStandby: flag("covers the same change carried to standby later; left out: policy decides"),
  freezeExempt: flag("allowed in a freeze, once approved"),
  raisedAt: text("when it was raised: an emergency is held against it", "2026-11-22T21:10:00Z"),
  reviewedAt: text(
    "when the review after an emergency, or of a single-handed decision, was done",
    "2026-11-25T10:00:00Z",
  ),
  reviewedBy: text("who did that review", "chris.chair@hospital.test"),
  closedAt: text("when it was closed: it covers nothing made later", "2026-11-23T09:00:00Z"),
  updatedAt: text("when it was last edited", "2026-11-22T14:00:00Z"),
  sourceVersion: text("counts edits in its system: the same twice proves that nothing was edited between", "14"),
});
export type ExportedTicket = Static<typeof ExportedTicket>;

/** Every ticket of a system at one instant: a file for the drop folder. */
export const TicketExport = Type.Object(
  {
    schema: Type.Literal("change-tickets/v1"),
    exportedAt: Type.String({
      format: "date-time",
      description: "the instant up to which the export is complete",
      examples: ["2026-11-23T02:00:00Z"],
    }),
    zone: text("IANA zone of times without an offset; left out: Europe/London", "Europe/London"),
    tickets: Type.Array(ExportedTicket, { description: "every ticket of the system: see below" }),
  },
  { $id: "lockstep/ticket-export@1" },
);
export type TicketExport = Static<typeof TicketExport>;

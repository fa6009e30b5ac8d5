import { type Static, Type } from "typebox";

const Maybe = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const MaybeFlag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]));
const MaybeNames = Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()]));

/** One approval as a ticket export tells it. */
export const ExportedApproval = Type.Object({
  by: Maybe,
  decision: Type.String(),
  /** RFC 3339, or local time in the export's zone. */
  at: Maybe,
});
export type ExportedApproval = Static<typeof ExportedApproval>;

/** One ticket as an export tells it: every word as the ticket system writes it. */
export const ExportedTicket = Type.Object({
  number: Type.String(),
  kind: Maybe,
  lifecycle: Maybe,
  approval: Maybe,
  approvals: Type.Optional(Type.Union([Type.Array(ExportedApproval), Type.Null()])),
  plannedStart: Maybe,
  plannedEnd: Maybe,
  /** IANA name; wins over the zone of the export. */
  zone: Maybe,
  cis: MaybeNames,
  channels: MaybeNames,
  implementers: MaybeNames,
  requester: Maybe,
  digests: MaybeNames,
  templateId: Maybe,
  url: Maybe,
  onHold: MaybeFlag,
  coversStandby: MaybeFlag,
  freezeExempt: MaybeFlag,
  raisedAt: Maybe,
  reviewedAt: Maybe,
  closedAt: Maybe,
  updatedAt: Maybe,
  sourceVersion: Maybe,
});
export type ExportedTicket = Static<typeof ExportedTicket>;

/** Every ticket of a system at one instant: a file for the drop folder. */
export const TicketExport = Type.Object(
  {
    schema: Type.Literal("change-tickets/v1"),
    exportedAt: Type.String({ format: "date-time" }),
    /** IANA zone of times without an offset. Default `Europe/London`. */
    zone: Maybe,
    tickets: Type.Array(ExportedTicket),
  },
  { $id: "lockstep/ticket-export@1" },
);
export type TicketExport = Static<typeof TicketExport>;

import { type Static, Type } from "typebox";
import { ChangeTicket } from "./change-ticket.js";

/** One ticket as one system holds it now, as Lockstep reads it, and what it read it from. */
export const ShownTicket = Type.Object({
  system: Type.String(),
  instance: Type.String(),
  ticket: ChangeTicket,
  /** As it stood before, the oldest first: what was remembered, and what the system's own record of edits shows. */
  earlier: Type.Array(ChangeTicket),
  /** What the system answered, cut down to what the mapping names; nothing for a drop folder. */
  parts: Type.Record(Type.String(), Type.Unknown()),
  /** Parts that could not be read, with the reason. */
  unread: Type.Array(Type.Object({ part: Type.String(), reason: Type.String() })),
});
export type ShownTicket = Static<typeof ShownTicket>;

/** The answer of `lockstep tickets show --json`. */
export const TicketsShowReport = Type.Object(
  {
    schema: Type.Literal("lockstep/tickets-show@1"),
    number: Type.String(),
    found: Type.Array(ShownTicket),
    /** Systems that were asked and hold no such ticket. */
    notThere: Type.Array(Type.String()),
    /** Systems whose numbers look otherwise, so that they were not asked. */
    notTheirs: Type.Array(Type.String()),
    /** Systems that could not be asked, with the reason: the ticket may be there. */
    unavailable: Type.Array(
      Type.Object({ instance: Type.String(), message: Type.String(), remedy: Type.Optional(Type.String()) }),
    ),
    /** How many sources of tickets are in force; with none, nothing was asked. */
    sources: Type.Integer({ minimum: 0 }),
  },
  { $id: "lockstep/tickets-show@1" },
);
export type TicketsShowReport = Static<typeof TicketsShowReport>;

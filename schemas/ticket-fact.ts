import { type Static, Type } from "typebox";

/**
 * What a ticket system answered about one ticket at one instant, in its own words, cut down to what the mapping names. A fact is
 * never rewritten: a ticket is derived from it, and derived anew when the mapping changes.
 */
export const TicketFact = Type.Object(
  {
    schema: Type.Literal("lockstep/ticket-fact@1"),
    /** The make of the ticket system, for example `servicenow`. */
    system: Type.String(),
    /** Its id in `estate.yaml`. */
    instance: Type.String(),
    /** As the system writes it, and the same as the number that was asked for. */
    number: Type.String(),
    /** When it was asked for, before the first request, by our clock; RFC 3339 UTC. */
    observedAt: Type.String(),
    /**
     * The answers, by part: `ticket` always; `approvals`, `history`, `items`, `activities` and others where the system has
     * them. Texts are never kept: of a text in which digests are sought only the digests are.
     */
    parts: Type.Record(Type.String(), Type.Unknown()),
    /** Parts that belong to the ticket and could not be read, with the reason. */
    unread: Type.Array(Type.Object({ part: Type.String(), reason: Type.String() })),
  },
  { $id: "lockstep/ticket-fact@1" },
);
export type TicketFact = Static<typeof TicketFact>;

import type { StoryTicket } from "./read-estate.js";

const HOUR_MS = 3_600_000;

/** The tickets of the story as the ticket system would export them at that instant (`change-tickets/v1`, JSON). */
export function renderTickets(tickets: readonly StoryTicket[], at: Date): string {
  const hours = (count: number): string => new Date(at.getTime() + count * HOUR_MS).toISOString();
  const exported = tickets.map(({ approvals, plannedStartHours, plannedEndHours, ...ticket }) => ({
    ...ticket,
    approvals: approvals.map(({ by, decision, hours: when }) => ({ by, decision, at: hours(when) })),
    plannedStart: hours(plannedStartHours),
    plannedEnd: hours(plannedEndHours),
    digests: [],
    templateId: null,
    closedAt: null,
    updatedAt: hours(-1),
  }));
  const document = {
    schema: "change-tickets/v1",
    exportedAt: at.toISOString(),
    zone: "Europe/London",
    tickets: exported,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

import canonicalize from "canonicalize";
import type { VerdictBasis } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { digestOf } from "../text/digest.js";
import { namedTickets, type TicketDesk } from "./authorise-change.js";
import type { ChangeFacts } from "./change-facts.js";
import type { TicketIndex } from "./ticket-index.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** What the verdict on a finding's changes rests on, by digest. When a ticket was read is no part of it, and what it said then is. */
export function verdictBasis(
  { tier, flow }: Finding,
  changes: readonly ChangeFacts[],
  { index, policyDigest }: TicketDesk,
): VerdictBasis {
  const named = changes.flatMap((change) => namedTickets(change, index).tickets);
  const tickets = [...new Map(named.map((ticket) => [ticket.key, ticket])).values()];
  return {
    policy: policyDigest,
    sources: sourcesOf(index),
    mappings: digestOfValue([...new Set(tickets.map(({ current }) => current.mapping ?? ""))].sort()),
    tickets: digestOfValue(tickets.map(contentOf).sort()),
    change: digestOfValue({ tier, flow, changes }),
  };
}

function sourcesOf({ configured, unavailable }: TicketIndex): VerdictBasis["sources"] {
  if (!configured) return "none";
  return unavailable.length === 0 ? "read" : "unread";
}

/** One ticket may be named by thousands of changes: what it says is written down once. */
function contentOf(ticket: TicketTimeline): string {
  const known = contents.get(ticket) ?? writeContent(ticket);
  contents.set(ticket, known);
  return known;
}

const contents = new WeakMap<TicketTimeline, string>();

function writeContent({ current, missingSince }: TicketTimeline): string {
  const { observedAt: _, rawSha256: __, mapping: ___, ...content } = current;
  return digestOfValue({ content, isMissing: missingSince !== null });
}

function digestOfValue(value: unknown): string {
  return digestOf(canonicalize(value) ?? "");
}

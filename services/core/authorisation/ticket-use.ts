import type { Finding } from "#schemas/finding";
import { type ApprovedContent, approvedContent } from "./approved-content.js";
import type { ChangeFacts } from "./change-facts.js";
import { matchScope } from "./match-scope.js";
import { spanOfChange } from "./spans.js";
import type { TicketRules } from "./ticket-rules.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** What one ticket is used for in one run, by every change that names it. */
export interface TicketUse {
  readonly content: ApprovedContent;
  /** Ids of the findings that it covers. */
  readonly covered: ReadonlySet<string>;
  /** Ids of the findings that name it. */
  readonly named: ReadonlySet<string>;
  /** Digests of the changes that name it. */
  readonly digests: ReadonlySet<string>;
  /** When the earliest and the latest of them was over; `null` where that is known of none. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** A change with the tickets that it names. */
export interface NamingChange {
  readonly finding: Finding;
  readonly change: ChangeFacts;
  readonly tickets: readonly TicketTimeline[];
}

/** Gathers by ticket key what all changes of a run use each ticket for. */
export function ticketUses(changes: readonly NamingChange[], rules: TicketRules): ReadonlyMap<string, TicketUse> {
  const uses = new Map<string, OpenUse>();
  for (const { finding, change, tickets } of changes) {
    for (const ticket of tickets) {
      const use = uses.get(ticket.key) ?? newUse(ticket);
      uses.set(ticket.key, use);
      use.named.add(finding.id);
      if (change.digest !== null) use.digests.add(change.digest);
      if (matchScope(finding, change, ticket.current, rules).level !== null) use.covered.add(finding.id);
      const { to } = spanOfChange(change.tookEffect ?? change.interval);
      if (Number.isFinite(to))
        use.span = { from: Math.min(use.span?.from ?? to, to), to: Math.max(use.span?.to ?? to, to) };
    }
  }
  return uses;
}

/** The use of a ticket that nothing names. */
export function newUse({ current }: TicketTimeline): OpenUse {
  return { content: approvedContent(current), covered: new Set(), named: new Set(), digests: new Set(), span: null };
}

interface OpenUse extends TicketUse {
  readonly covered: Set<string>;
  readonly named: Set<string>;
  readonly digests: Set<string>;
  span: TicketUse["span"];
}

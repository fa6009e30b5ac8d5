import type { TraceReport } from "#schemas/trace-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { writeTicketTrail, writeTrail } from "./terminal-trail.js";

/** The way from a change to its ticket and its end, or from a ticket to its changes, on a terminal. */
export function renderTraceTerminal({ asked, tickets, trails }: TraceReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  page.add(`${asked.by} ${cutText(asked.value, 80)}: ${count(trails.length, "change")}`, { style: "bold" });
  if (asked.by === "ticket") {
    for (const ticket of tickets) writeTicketTrail(page, ticket);
    if (tickets.length === 0)
      page.gap().add("Nothing is remembered of this ticket: no system was asked for it, or none held it.");
    if (trails.length === 0) page.gap().add("No change on record names it, and none was judged by it.");
    for (const trail of trails) writeTrail(page, trail);
    return page.toString();
  }
  for (const trail of trails) writeTrail(page, trail);
  for (const ticket of tickets) writeTicketTrail(page, ticket);
  return page.toString();
}

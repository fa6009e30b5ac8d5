import type { ChangeTicket } from "#schemas/change-ticket";
import type { ShownTicket, TicketsShowReport } from "#schemas/tickets-show-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";

/** A ticket as Lockstep reads it: each value, what its system wrote for it, and how it stood before. */
export function renderTicketTerminal(report: TicketsShowReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  for (const shown of report.found) writeTicket(page, shown);
  page.gap();
  for (const instance of report.notThere)
    page.add(`${cutText(instance, 80)} holds no ticket ${cutText(report.number, 80)}.`);
  for (const instance of report.notTheirs) {
    page.add(`${cutText(instance, 80)} was not asked: its mapping says that its numbers look otherwise.`);
  }
  for (const { message, remedy } of report.unavailable) {
    page.add(cutText(message, 400), { style: "yellow" });
    if (remedy !== undefined) page.add(cutText(remedy, 400), { lead: "  → " });
  }
  if (report.sources === 0) {
    page.add(
      "No ticket source is in force: declare one under ticketSystems or tickets in estate.yaml, commit and push.",
    );
  }
  return page.toString();
}

function writeTicket(page: TerminalPage, { system, instance, ticket, earlier, parts, unread }: ShownTicket): void {
  page.gap().add(`${cutText(ticket.number, 80)} in ${cutText(instance, 80)} (${system})`, { style: "bold" });
  for (const problem of ticket.problems ?? []) {
    page.add(`Not to be relied on: ${cutText(problem, 300)}`, { lead: "  ! ", style: "red" });
  }
  for (const { part, reason } of unread) page.add(`${part} was not read: ${cutText(reason, 300)}`, { lead: "  ! " });
  for (const [field, value] of valuesOf(ticket)) {
    const raw = ticket.raw?.[field];
    const wrote = raw === undefined || raw === value ? "" : `   written: ${cutText(raw, 200)}`;
    page.add(`${field.padEnd(14)} ${cutText(value, 300)}${wrote}`, { lead: "  " });
  }
  for (const { by, decision, at, timeEvidence } of ticket.approvals) {
    page.add(
      `approval       ${decision} by ${cutText(by ?? "nobody named", 120)} at ${at ?? "no time"} (${timeEvidence})`,
      { lead: "  " },
    );
  }
  if (earlier.length > 0) page.gap().add("BEFORE", { lead: "  ", style: "bold" });
  for (const sight of earlier) {
    const how = sight.rebuilt === true ? "by its record of edits" : "as seen";
    page.add(`${sight.observedAt}: ${sight.lifecycle}, approval ${sight.approval} (${how})`, { lead: "    " });
  }
  if (Object.keys(parts).length === 0) return;
  page.gap().add("WHAT IT WAS READ FROM", { lead: "  ", style: "bold" });
  for (const line of JSON.stringify(parts, null, 2).split("\n")) page.addVerbatim(cutText(line, 400), { lead: "    " });
}

function valuesOf(ticket: ChangeTicket): readonly (readonly [string, string])[] {
  const { planned } = ticket;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ["url", ticket.url],
    ["kind", ticket.kind],
    ["lifecycle", ticket.lifecycle],
    ["approval", ticket.approval],
    ["plannedStart", planned.start],
    ["plannedEnd", planned.end],
    ["window", planned.ambiguous === undefined ? undefined : `ambiguous (${planned.ambiguous})`],
    ["onHold", ticket.onHold ? "yes" : "no"],
    ["templateId", ticket.templateId],
    ["cis", ticket.cis.join(", ")],
    ["channels", ticket.channels.join(", ")],
    ["implementers", ticket.implementers.join(", ")],
    ["requester", ticket.requester],
    ["digests", ticket.digests.join(", ")],
    ["raisedAt", ticket.raisedAt],
    ["reviewedAt", ticket.reviewedAt],
    ["closedAt", ticket.closedAt],
    ["updatedAt", ticket.updatedAt],
    ["sourceVersion", ticket.sourceVersion],
    ["mapping", ticket.mapping],
  ];
  return all.flatMap(([field, value]) => (value == null || value === "" ? [] : [[field, value] as const]));
}

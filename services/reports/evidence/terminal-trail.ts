import type { ChangeTrail, TicketTrail, TrailStep } from "#schemas/trace-report";
import type { TerminalPage } from "../terminal/terminal-page.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { describeTest } from "../words/describe-authorisation.js";

/** Writes the trail of one change: what it is, what happened with it, and every test that its last verdict rests on. */
export function writeTrail(page: TerminalPage, trail: ChangeTrail): void {
  const { engine, item, changeId, kind, firstRecord, lastRecord, runs } = trail;
  page
    .gap()
    .add(`${cutText(engine, 80)}: ${cutText(item ?? "an item that can no longer be named", 120)}`, { style: "bold" });
  page.add(`${kind} ${cutText(changeId, 80)}`, { lead: "  " });
  const described = describedBy(trail);
  if (described !== "") page.add(described, { lead: "  " });
  const found = runs === 0 ? "" : `, found by ${count(runs, "check")}`;
  page.add(`records ${firstRecord} to ${lastRecord}${found}`, { lead: "  " });
  for (const step of trail.steps) writeStep(page, step);
  for (const test of trail.tests) {
    const mark = test.passed ? "passed" : "failed";
    page.add(`${mark}  ${describeTest(test, 300)}`, { lead: "    ", style: test.passed ? "green" : "yellow" });
  }
  for (const note of trail.notes) page.add(cutText(note, 400), { lead: "  · " });
}

/** Writes how a ticket stood over time. */
export function writeTicketTrail(page: TerminalPage, trail: TicketTrail): void {
  const { number, system, kind, approval, window, names, implementers, requester } = trail;
  page.gap().add(`Ticket ${cutText(number, 80)} (${cutText(system, 80)})`, { style: "bold" });
  page.add(`${kind}; approval ${approval}; window ${instantOr(window.start)} to ${instantOr(window.end)}`, {
    lead: "  ",
  });
  if (names.length > 0) page.add(`names ${listed(names)}`, { lead: "  " });
  const people = [...(requester === null ? [] : [`asked for by ${cutText(requester, 80)}`]), ...given(implementers)];
  if (people.length > 0) page.add(people.join("; "), { lead: "  " });
  for (const step of trail.steps) writeStep(page, step);
}

function describedBy({ severity, tier, flow, owner, parts, verdict, ticket }: ChangeTrail): string {
  return [
    ...(severity === null ? [] : [severity]),
    ...(tier === null ? [] : [`tier ${tier}`]),
    ...(flow === null || flow === "" ? [] : [cutText(flow, 80)]),
    ...(owner === null ? [] : [`owner ${cutText(owner, 80)}`]),
    ...(parts.length === 0
      ? []
      : [`differs in ${cutText(parts.slice(0, 3).join(", "), 200)}${more(parts.length - 3)}`]),
    ...(verdict === null ? [] : [ticket === null ? verdict : `${verdict} (${cutText(ticket, 80)})`]),
  ].join("; ");
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}

function writeStep(page: TerminalPage, { at, who, told, record }: TrailStep): void {
  const when = at === null ? "when is not known" : showInstant(at);
  const by = who === null ? "" : `${cutText(who, 80)}: `;
  const where = record === null ? "" : ` [record ${record}]`;
  page.add(`${by}${withInstants(cutText(told, 600))}${where}`, { lead: `  ${when.padEnd(23)}` });
}

/** Instants within a sentence, as people read them. */
function withInstants(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, showInstant);
}

function instantOr(instant: string | null): string {
  return instant === null ? "open" : showInstant(instant);
}

function given(implementers: readonly string[]): readonly string[] {
  return implementers.length === 0 ? [] : [`given to ${listed(implementers)}`];
}

function listed(names: readonly string[]): string {
  return names.map((name) => cutText(name, 80)).join(", ");
}

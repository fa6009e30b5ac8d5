import { isDeepStrictEqual } from "node:util";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketReading } from "#services/ports/ticket-source";
import type { ParsedExport } from "./parse-export.js";
import { showName } from "./read-settled-files.js";

const MAX_WARNINGS = 100;
const MAX_NAMED = 10;

/**
 * Makes one reading of several exports: for each ticket the latest export speaks, and older ones show what was so before.
 *
 * A ticket that the latest export lacks stays as last seen, with a warning: it is neither cancelled nor unknown by that.
 */
export function mergeExports(exports: readonly ParsedExport[]): Extract<TicketReading, { state: "read" }> {
  const ordered = [...exports].sort((a, b) => compare(a.exportedAt, b.exportedAt) || compare(a.name, b.name));
  const sights = gatherSights(ordered);
  const latest = ordered.at(-1);
  const exportedAt = latest?.exportedAt ?? "";
  const tickets = sights.flatMap((seen) => seen.at(-1) ?? []);
  const missing = tickets.filter(({ observedAt }) => observedAt !== exportedAt).map(({ number }) => number);
  return {
    state: "read",
    exportedAt,
    tickets,
    earlier: sights.flatMap((seen) => thin(seen.slice(0, -1))),
    warnings: limited([
      ...ordered.flatMap(({ warnings }) => warnings),
      ...(missing.length === 0
        ? []
        : [`${named(missing)} missing from the latest export, ${showName(latest?.name ?? "")}; kept as last seen`]),
    ]),
  };
}

/** Every sight of each ticket, the oldest first. Two that contradict each other at one instant leave it unreadable. */
function gatherSights(ordered: readonly ParsedExport[]): ChangeTicket[][] {
  const sights = new Map<string, ChangeTicket[]>();
  for (const ticket of ordered.flatMap(({ tickets }) => tickets)) {
    const key = ticket.number.toUpperCase();
    const seen = sights.get(key) ?? [];
    const last = seen.at(-1);
    if (last === undefined || last.observedAt !== ticket.observedAt) seen.push(ticket);
    else if (!saysTheSame(last, ticket)) seen[seen.length - 1] = contradicted(last);
    sights.set(key, seen);
  }
  return [...sights].sort(([a], [b]) => compare(a, b)).map(([, seen]) => seen);
}

function saysTheSame(a: ChangeTicket, b: ChangeTicket): boolean {
  return isDeepStrictEqual({ ...a, observedAt: "", rawSha256: "" }, { ...b, observedAt: "", rawSha256: "" });
}

function contradicted(ticket: ChangeTicket): ChangeTicket {
  return {
    ...ticket,
    problems: [
      ...(ticket.problems ?? []),
      `stands twice, with different content, in the exports of ${ticket.observedAt}`,
    ],
  };
}

/** Of a run of sights that say the same, the first and the last tell all. */
function thin(seen: readonly ChangeTicket[]): ChangeTicket[] {
  return seen.filter((ticket, index) => {
    const [before, after] = [seen[index - 1], seen[index + 1]];
    return before === undefined || after === undefined || !saysTheSame(before, ticket) || !saysTheSame(ticket, after);
  });
}

function named(numbers: readonly string[]): string {
  const rest = numbers.length - MAX_NAMED;
  const shown = numbers.slice(0, MAX_NAMED).join(", ");
  return `${shown}${rest > 0 ? ` and ${rest} more are` : numbers.length === 1 ? " is" : " are"}`;
}

function limited(warnings: readonly string[]): string[] {
  const rest = warnings.length - MAX_WARNINGS;
  return rest > 0 ? [...warnings.slice(0, MAX_WARNINGS), `and ${rest} warnings more`] : [...warnings];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

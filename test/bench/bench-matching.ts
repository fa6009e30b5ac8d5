import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Finding } from "#schemas/finding";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { matchTickets } from "#services/core/match-tickets";
import { aChange, aFinding, aTicket, on, policyOf } from "#test/core/ticket-story";
import { seededRandom } from "#test/fakes/seeded-random";

/** What it costs to hold many changes against many tickets. */
export interface MatchingFigures {
  readonly changes: number;
  readonly tickets: number;
  /** Every change and ticket written as canonical JSON and hashed: the least that looking at all of them can cost. */
  readonly floorMs: number;
  readonly matchMs: number;
}

/**
 * Measures matching at a size and at a fraction of it, so that the growth shows: of the changes a third names one ticket, a
 * third two of which one is of another engine, a third none, so that tickets are suggested.
 */
export function benchMatching({ changes = 10_000, tickets = 5_000, parts = 5 } = {}): readonly MatchingFigures[] {
  return [parts, 1].map((part) => measure(Math.ceil(changes / part), Math.ceil(tickets / part)));
}

function measure(count: number, of: number): MatchingFigures {
  const random = seededRandom(7);
  const tickets = Array.from({ length: of }, (_, index) => ticketNumber(index, of));
  const findings = Array.from({ length: count }, (_, index) => findingNumber(index));
  const facts = Object.fromEntries(
    findings.map(({ id }, index): [string, ChangeFacts[]] => [
      id,
      [changeNumber(index, Math.floor(random() * of), of)],
    ]),
  );
  const context = {
    tickets: { state: "read" as const, exportedAt: on("16:00"), tickets, warnings: [] },
    changes: facts,
    policy: policyOf({}),
    interfaceKinds: ["channel"],
    at: on("16:00"),
  };
  const floorMs = time(() =>
    createHash("sha256")
      .update(canonicalize([tickets, findings, facts]) ?? "")
      .digest("hex"),
  );
  const matchMs = time(() => matchTickets(findings, context));
  return { changes: count, tickets: of, floorMs, matchMs };
}

const FLOWS = 40;
const DAYS = 360;
const LAST = Date.parse(on("15:00"));

/** Tickets and changes lie evenly over a year, as an estate's do, whatever their count. */
function instantOf(share: number, minutes = 0): string {
  return new Date(LAST - share * DAYS * 86_400_000 + minutes * 60_000).toISOString();
}

function ticketNumber(index: number, of: number): ChangeTicket {
  const share = index / of;
  const approved = instantOf(share, -1440);
  return aTicket({
    number: numberOf(index),
    cis: [index % 3 === 0 ? "rie" : "tie"],
    channels: [`FLOW${index % FLOWS}_*`],
    approvals: [{ by: "pat@trust.example", decision: "approved", at: approved, timeEvidence: "approver-timestamp" }],
    planned: { start: instantOf(share), end: instantOf(share, 120), sourceZone: null },
    updatedAt: approved,
  });
}

function findingNumber(index: number): Finding {
  const id = `sha256:${createHash("sha256").update(`${index}`).digest("hex")}`;
  const name = `FLOW${index % FLOWS}_${index}`;
  return aFinding({ id, artefact: { kind: "channel", key: name, name, path: `channels/${name}` } });
}

function changeNumber(index: number, ticket: number, of: number): ChangeFacts {
  const named = [[numberOf(ticket)], [numberOf(ticket), numberOf(ticket + 1)], []][index % 3] ?? [];
  const made = instantOf(ticket / of, 30);
  return aChange({ references: named, interval: [made, made] });
}

function numberOf(index: number): string {
  return `CHG${String(index).padStart(7, "0")}`;
}

/** The best of three: what is left is the work itself. */
function time(act: () => unknown): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return Math.min(...times);
}

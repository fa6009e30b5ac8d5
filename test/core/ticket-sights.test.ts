import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { readingOf } from "#services/core/tickets/reading-of";
import { aChange, aTicket, on, tell } from "./ticket-story.js";
import { ANSWER, factOf, MAPPING } from "./tickets/ticket-fixture.js";

const AHEAD = "2026-11-20T16:00:00Z";
const REJECTED: Partial<ChangeTicket> = { approval: "rejected", approvals: [] };
const REQUESTED: Partial<ChangeTicket> = { approval: "requested", approvals: [] };

/** What is said with these sights of one ticket, the answer being complete up to 16:00. */
function said(sights: readonly ChangeTicket[], askedTo?: string) {
  const read: TicketReading = { state: "read", exportedAt: on("16:00"), tickets: sights, warnings: [] };
  const { verdict, trace } = tell({ readings: [askedTo === undefined ? read : { ...read, askedTo }] });
  return { verdict, problem: trace.find(({ test: name }) => name === "understood")?.facts };
}

test("a sight from the future is never how a ticket is now, and proves nothing", () => {
  const future = aTicket({ observedAt: AHEAD });
  const { verdict, problem } = said([future, aTicket(REJECTED)]);
  assert.equal(verdict, "ticket-cancelled-or-rejected");
  assert.match(problem ?? "", /2026-11-20T16:00:00Z.*after/);
  assert.equal(said([future]).verdict, "approval-unproven");
  const seenOnly = said([future, aTicket(REQUESTED)]).verdict;
  assert.equal(seenOnly, "not-approved-at-time");
});

test("a sight as far ahead as clocks may differ is none from the future", () => {
  assert.equal(said([aTicket({ observedAt: on("16:02") })]).verdict, "authorised");
  assert.equal(said([aTicket({ observedAt: on("16:02:01") })]).verdict, "approval-unproven");
});

test("a ticket that was read anew later in the run was seen then, and not in the future", () => {
  const tickets = [aTicket({ observedAt: on("16:20") })];
  assert.equal(said(tickets, on("16:20")).verdict, "authorised");
});

test("a fact of a ticket system that is dated ahead does not stand in the way of what it said since", () => {
  const state = { system: "invented", instance: "desk", state: "read", message: null, asked: "" } as const;
  const facts = [on("10:00"), AHEAD].map((observedAt) => ({ ...factOf(ANSWER), observedAt }));
  const { verdict, trace } = tell({
    readings: [readingOf({ ...state, gone: [], completeTo: on("16:00") }, facts, MAPPING)],
    change: aChange({ references: ["RFC-1207"] }),
  });
  assert.notEqual(verdict, "authorised");
  assert.match(trace.map(({ facts: told }) => told).join("\n"), /2026-11-20T16:00:00Z.*after/);
});

test("of two sights of one instant that differ neither is how the ticket is", () => {
  for (const other of [REJECTED, REQUESTED, { lifecycle: "cancelled" as const }]) {
    const { verdict, problem } = said([aTicket(), aTicket(other)]);
    assert.notEqual(verdict, "authorised", JSON.stringify(other));
    assert.match(problem ?? "", /contradictory/);
  }
  assert.equal(said([aTicket({ channels: ["ADT_*", "LAB_*"] }), aTicket()]).verdict, "approval-unproven");
});

test("two sights of one instant that say the same are no contradiction", () => {
  const again = aTicket({ rawSha256: "1".repeat(64), rebuilt: true, sourceVersion: null, updatedAt: on("16:00") });
  assert.equal(said([aTicket(), again]).verdict, "authorised");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChangeTicket } from "#schemas/change-ticket";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { aChange, approvedAt, aTicket, on, rejectedAt, tell } from "./ticket-story.js";

const time = fc
  .tuple(fc.integer({ min: 8, max: 15 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const instant = fc.oneof(time.map(on), fc.constantFrom(null, "", "yesterday", "2026-13-01T00:00:00Z"));
const person = fc.constantFrom("pat@trust.example", "sam@trust.example", "alex@trust.example");

const ticket: fc.Arbitrary<ChangeTicket> = fc
  .record({
    number: fc.constantFrom("CHG0000001", "chg0000001 ", "CHG0000002"),
    kind: fc.constantFrom("normal", "standard", "emergency", "unknown"),
    lifecycle: fc.constantFrom("draft", "scheduled", "implement", "review", "closed", "cancelled", "unknown"),
    approval: fc.constantFrom("approved", "requested", "rejected", "not-required", "unknown"),
    approvals: fc.array(
      fc.oneof(
        fc.tuple(time, person).map((of) => approvedAt(...of)),
        fc.tuple(time, person).map((of) => rejectedAt(...of)),
      ),
      { maxLength: 3 },
    ),
    planned: fc.record({ start: instant, end: instant, sourceZone: fc.constant(null) }),
    onHold: fc.boolean(),
    channels: fc.constantFrom(["ADT_*"], ["ORU_*"], []),
    closedAt: instant,
    updatedAt: instant,
    observedAt: fc.oneof(fc.constant(on("16:00")), time.map(on)),
    sourceVersion: fc.constantFrom(null, "1", "2"),
  })
  .map(({ channels, ...about }) => aTicket({ ...about, channels: [...channels] }));

const change = fc
  .record({ from: instant, to: time.map(on), references: fc.subarray(["CHG0000001", "CHG0000002", "CHG0000003"]) })
  .map(({ from, to, references }) => aChange({ interval: [from, to], references }));

test("the same facts give the same verdict and the same trace, whatever the order of the tickets", () => {
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 6 }), change, fc.integer({ min: 0, max: 5 }), (tickets, made, turn) => {
      const turned = [...tickets.slice(turn), ...tickets.slice(0, turn)].reverse();
      const once = JSON.stringify(tell({ tickets, change: made }));
      assert.equal(JSON.stringify(tell({ tickets: turned, change: made })), once);
      assert.equal(JSON.stringify(tell({ tickets: structuredClone(tickets), change: structuredClone(made) })), once);
    }),
    { numRuns: 500 },
  );
});

test("a ticket of which a decisive part is unknown or malformed never authorises", () => {
  const broken: fc.Arbitrary<Partial<ChangeTicket>> = fc.constantFrom<Partial<ChangeTicket>[]>(
    { kind: "unknown" },
    { lifecycle: "unknown" },
    { approval: "unknown" },
    { problems: ["requester is too long"] },
    { planned: { start: null, end: null, sourceZone: null }, kind: "normal" },
    { planned: { start: on("11:00"), end: null, sourceZone: null, ambiguous: "dst-gap" }, kind: "normal" },
    { approvals: [{ by: "pat", decision: "unknown", at: on("10:00"), timeEvidence: "none" }], kind: "normal" },
    { channels: [], cis: [] },
  );
  fc.assert(
    fc.property(ticket, broken, change, (whole, part, made) => {
      const { verdict } = tell({ tickets: [{ ...whole, ...part }], change: made });
      assert.equal(AUTHORISATION_VERDICTS[verdict].effect === "none", false, verdict);
    }),
    { numRuns: 500 },
  );
});

test("without a number and a digest nothing is ever authorised", () => {
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 4 }), (tickets) => {
      assert.equal(tell({ tickets, change: aChange({ references: [] }) }).verdict, "unreferenced");
    }),
    { numRuns: 200 },
  );
});

test("whatever authorises has every test ticked, and a crossed one blocks the ticket it speaks of", () => {
  fc.assert(
    fc.property(fc.array(ticket, { maxLength: 4 }), change, (tickets, made) => {
      const { verdict, ticket: number, trace } = tell({ tickets, change: made });
      if (AUTHORISATION_VERDICTS[verdict].effect !== "none") return;
      assert.deepEqual(
        trace.filter((line) => line.ticket === number && !line.passed),
        [],
      );
    }),
    { numRuns: 500 },
  );
});

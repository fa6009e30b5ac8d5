import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChangeTicket } from "#schemas/change-ticket";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { aChange, approvedAt, aTicket, on, rejectedAt, tell } from "./ticket-story.js";

const time = fc
  .tuple(fc.integer({ min: 8, max: 15 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const instant = fc.oneof(time.map(on), fc.constantFrom(null, "", "yesterday", "2026-13-01T00:00:00Z"));
const person = fc.constantFrom("pat@trust.example", "sam@trust.example", "alex@trust.example");
const approved = fc.tuple(time, person).map(([at, by]) => approvedAt(at, by));
const rejected = fc.tuple(time, person).map(([at, by]) => rejectedAt(at, by));

/** A ticket that authorises but for a few parts, and a change that it covers but for a few: most properties lie near there. */
const ticket: fc.Arbitrary<ChangeTicket> = fc
  .tuple(
    fc.constantFrom("CHG0000001", "chg0000001 ", "CHG0000002"),
    few<Partial<ChangeTicket>>(
      fc.record({ kind: fc.constantFrom("normal", "standard", "emergency", "unknown") }),
      fc.record({ lifecycle: fc.constantFrom("draft", "scheduled", "review", "closed", "cancelled", "unknown") }),
      fc.record({ approval: fc.constantFrom("requested", "rejected", "not-required", "unknown") }),
      fc.record({ approvals: fc.array(fc.oneof(approved, rejected), { maxLength: 3 }) }),
      fc.record({ planned: fc.record({ start: instant, end: instant, sourceZone: fc.constant(null) }) }),
      fc.record({ onHold: fc.boolean() }),
      fc.record({ channels: fc.subarray(["ADT_*", "ORU_*"]) }),
      fc.record({ closedAt: instant }),
      fc.record({ updatedAt: instant }),
      fc.record({ observedAt: time.map(on) }),
      fc.record({ sourceVersion: fc.constantFrom(null, "1", "2") }),
    ),
  )
  .map(([number, about]) => aTicket({ number, ...about }));

const change = few<Partial<ChangeFacts>>(
  fc.record({ interval: fc.tuple(instant, time.map(on)) }),
  fc.record({ references: fc.subarray(["CHG0000001", "CHG0000002", "CHG0000003"]) }),
  fc.record({ actors: fc.subarray(["sam", "pat", "admin"]) }),
).map((about) => aChange(about));

/** None or a few of some parts, merged. */
function few<T extends object>(...parts: readonly fc.Arbitrary<T>[]): fc.Arbitrary<Partial<T>> {
  return fc.array(fc.oneof(...parts), { maxLength: 3 }).map((chosen) => {
    const whole: Partial<T> = {};
    for (const part of chosen) Object.assign(whole, part);
    return whole;
  });
}

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

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookUpTicket } from "#services/core/authorisation/look-up-ticket";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { aTicket, on, policyOf, reading } from "./ticket-story.js";

function look(named: string, answer: TicketReading | undefined, patterns?: string[]) {
  const control = patterns === undefined ? {} : { referencePatterns: patterns };
  return lookUpTicket(named, answer === undefined ? [] : [answer], policyOf({ control }), on("16:00"));
}

const UNREAD: TicketReading = { state: "unavailable", message: "the folder is missing" };

test("a ticket that its system holds is found, in whatever case it was written", () => {
  const found = { state: "found", number: "CHG0000001", doubts: [] };
  assert.deepEqual(look(" chg0000001", reading([aTicket()], on("15:50"))), found);
});

test("a ticket that its system holds needs no other form", () => {
  const tickets = reading([aTicket({ number: "Change 7/26" })], on("15:50"));
  assert.equal(look("change 7/26", tickets).state, "found");
});

test("a number that a system which was read does not know is no ticket, however well formed", () => {
  assert.deepEqual(look("CHG0000002", reading([aTicket()], on("15:50"))), { state: "unknown" });
  assert.deepEqual(look("nonsense", reading([aTicket()], on("15:50"))), { state: "unknown" });
});

test("where no system could be asked the form decides, and that it was not asked is told", () => {
  const stale = reading([], on("14:00"));
  for (const [answer, why] of [
    [undefined, /no ticket system is configured/],
    [UNREAD, /the folder is missing/],
    [stale, /more than 60 minutes/],
  ] as const) {
    const lookup = look("CHG0000002", answer);
    assert.ok(lookup.state === "unasked");
    assert.match(lookup.why, why);
    for (const word of ["nonsense", "", "CHG", "see CHG0000002", "CHG0000002 and CHG0000003"]) {
      assert.deepEqual(look(word, answer), { state: "malformed" }, word);
    }
  }
  assert.equal(look("OPS-12", undefined, ["OPS-\\d+"]).state, "unasked");
});

test("a ticket that is cancelled, not approved or missing of late is found, with that doubt", () => {
  const doubts = (about: Parameters<typeof aTicket>[0]) => {
    const lookup = look("CHG0000001", reading([aTicket({ observedAt: on("15:50"), ...about })], on("15:50")));
    return lookup.state === "found" ? lookup.doubts : [];
  };
  assert.deepEqual(doubts({ lifecycle: "cancelled", approval: "cancelled" }), ["is cancelled"]);
  assert.deepEqual(doubts({ approval: "requested" }), ["is not approved"]);
  assert.deepEqual(doubts({ observedAt: on("15:00") }), ["is missing from the latest export"]);
});

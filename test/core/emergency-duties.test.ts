import assert from "node:assert/strict";
import { test } from "node:test";
import { approvedAt, aTicket, on, tell } from "./ticket-story.js";

const TOMORROW = "2026-11-19T10:00:00Z";

function emergency(about: Parameters<typeof aTicket>[0]): string {
  const planned = { start: null, end: null, sourceZone: null };
  const ticket = aTicket({ kind: "emergency", planned, raisedAt: on("12:30"), updatedAt: on("12:30"), ...about });
  return tell({ tickets: [ticket] }).verdict;
}

test("an emergency whose approval is dated tomorrow still waits for it", () => {
  const approvals = [{ ...approvedAt("10:00"), at: TOMORROW }];
  assert.equal(emergency({ approvals, reviewedAt: on("15:30") }), "pending-retrospective");
});

test("an emergency whose review is dated tomorrow still waits for it", () => {
  const approvals = [approvedAt("15:00")];
  assert.equal(emergency({ approvals, reviewedAt: TOMORROW }), "pending-retrospective");
  assert.equal(emergency({ approvals, lifecycle: "closed", closedAt: TOMORROW }), "pending-retrospective");
  assert.equal(emergency({ approvals, reviewedAt: on("15:30") }), "authorised-retrospective");
});

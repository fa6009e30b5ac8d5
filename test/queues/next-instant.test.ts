import assert from "node:assert/strict";
import { test } from "node:test";
import { nextInstant } from "#services/queues/next-instant";

const LONDON = "Europe/London";

test("keeps the hour of the wall clock through the year", () => {
  assert.deepEqual(threeFrom("2026-10-24T12:00:00Z", "0 6 * * *"), [
    "2026-10-25T06:00:00.000Z",
    "2026-10-26T06:00:00.000Z",
    "2026-10-27T06:00:00.000Z",
  ]);
  assert.deepEqual(threeFrom("2027-03-27T12:00:00Z", "0 6 * * *"), [
    "2027-03-28T05:00:00.000Z",
    "2027-03-29T05:00:00.000Z",
    "2027-03-30T05:00:00.000Z",
  ]);
});

test("comes an hour later, and once, in the night that leaves its hour out", () => {
  assert.deepEqual(threeFrom("2027-03-27T00:00:00Z", "30 1 * * *"), [
    "2027-03-27T01:30:00.000Z",
    "2027-03-28T01:30:00.000Z",
    "2027-03-29T00:30:00.000Z",
  ]);
});

test("comes once, the first time, in the night that has its hour twice", () => {
  assert.deepEqual(threeFrom("2026-10-24T00:00:00Z", "30 1 * * *"), [
    "2026-10-24T00:30:00.000Z",
    "2026-10-25T00:30:00.000Z",
    "2026-10-26T01:30:00.000Z",
  ]);
});

test("never pauses where it comes each half hour, though the clock is put back", () => {
  assert.deepEqual(threeFrom("2026-10-25T00:10:00Z", "*/30 * * * *"), [
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T01:00:00.000Z",
    "2026-10-25T01:30:00.000Z",
  ]);
});

function threeFrom(from: string, cron: string): readonly string[] {
  const found: string[] = [];
  let at = new Date(from);
  for (let count = 0; count < 3; count++) {
    at = nextInstant({ cron, timeZone: LONDON }, at);
    found.push(at.toISOString());
  }
  return found;
}

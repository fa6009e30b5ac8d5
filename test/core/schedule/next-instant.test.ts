import assert from "node:assert/strict";
import { test } from "node:test";
import { getNextMillis } from "bullmq";
import { nextInstant } from "#services/core/schedule/next-instant";

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

test("is the instant that the queue itself computes, in every zone and through the year", () => {
  const crons = ["15 4 * * *", "*/7 1-3 * * *", "0 0 1 * *", "30 2 * 3,10 0", "59 23 31 12 *", "0 6 * * 1-5"];
  const zones = ["Europe/London", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"];
  for (const timeZone of zones) {
    for (const cron of crons) {
      for (let day = 0; day < 365; day += 13) {
        const after = new Date(Date.UTC(2026, 0, 1, 5, 11) + day * 86_400_000);
        const theirs = getNextMillis(after.getTime(), { pattern: cron, tz: timeZone });
        assert.equal(
          nextInstant({ cron, timeZone }, after).getTime(),
          theirs,
          `${cron} ${timeZone} ${after.toISOString()}`,
        );
      }
    }
  }
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

import assert from "node:assert/strict";
import { test } from "node:test";
import { endOfWorkingDay } from "#services/core/authorisation/working-days";

/** England and Wales, around the turn of the year 2026. */
const CALENDAR = { zone: "Europe/London", bankHolidays: ["2026-12-25", "2026-12-28", "2027-01-01"] };

function end(after: string, days: number): string {
  return new Date(endOfWorkingDay(Date.parse(after), days, CALENDAR)).toISOString();
}

test("two working days after a Wednesday end with Friday", () => {
  assert.equal(end("2026-11-18T23:59:00Z", 2), "2026-11-21T00:00:00.000Z");
});

test("a weekend is not worked, and a change on Saturday counts from Monday", () => {
  assert.equal(end("2026-11-21T10:00:00Z", 1), "2026-11-24T00:00:00.000Z");
});

test("Christmas and its substitute day are not worked", () => {
  assert.equal(end("2026-12-24T10:00:00Z", 1), "2026-12-30T00:00:00.000Z");
});

test("days are those of the clock on the wall, also in summer", () => {
  assert.equal(end("2026-06-30T23:30:00Z", 0), "2026-07-01T23:00:00.000Z");
});

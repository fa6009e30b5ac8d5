import assert from "node:assert/strict";
import { test } from "node:test";
import type { EstateSchedule } from "#schemas/schedule";
import { dueEvidence } from "#services/core/schedule/due-evidence";
import { evidencePeriodOf } from "#services/core/schedule/evidence-period";
import { DEFAULT_SCHEDULE, evidenceSchedulesOf, schedulesOf } from "#services/core/schedule/schedules-of";

const QUARTERLY: EstateSchedule = {
  ...{ id: "quarterly", cron: "0 6 2 1,4,7,10 *", timeZone: "Europe/London", evidence: "quarterly" },
};
const HOURLY: EstateSchedule = { id: "hourly", cron: "0 * * * *", timeZone: "UTC" };

test("evidence is made of the last month or quarter that was over, by the clocks in London", () => {
  const cases: readonly (readonly [Parameters<typeof evidencePeriodOf>[0], string, string, string])[] = [
    ["monthly", "2026-11-02T06:00:00.000Z", "2026-10-01", "2026-10-31"],
    ["monthly", "2026-01-01T00:00:00.000Z", "2025-12-01", "2025-12-31"],
    ["monthly", "2028-03-31T12:00:00.000Z", "2028-02-01", "2028-02-29"],
    ["quarterly", "2026-10-02T05:00:00.000Z", "2026-07-01", "2026-09-30"],
    ["quarterly", "2026-12-31T23:59:00.000Z", "2026-07-01", "2026-09-30"],
    ["quarterly", "2027-01-01T00:00:00.000Z", "2026-10-01", "2026-12-31"],
    ["quarterly", "2026-03-31T23:30:00.000Z", "2026-01-01", "2026-03-31"],
  ];
  for (const [evidence, at, firstDay, lastDay] of cases) {
    assert.deepEqual(evidencePeriodOf(evidence, at), { firstDay, lastDay }, at);
  }
});

test("a schedule of evidence checks nothing, and takes no check away", () => {
  assert.deepEqual(schedulesOf({ schedules: [HOURLY, QUARTERLY] }), [HOURLY]);
  assert.deepEqual(schedulesOf({ schedules: [QUARTERLY] }), [DEFAULT_SCHEDULE]);
  assert.deepEqual(schedulesOf({ schedules: [] }), []);
  assert.deepEqual(schedulesOf({}), [DEFAULT_SCHEDULE]);
  assert.deepEqual(evidenceSchedulesOf({ schedules: [HOURLY, QUARTERLY] }), [QUARTERLY]);
});

test("evidence that was due is found for a week, once its deadline has passed", () => {
  const found = (now: string) => dueEvidence({ schedules: [HOURLY, QUARTERLY] }, new Date(now)).map(({ at }) => at);
  assert.deepEqual(found("2026-10-02T05:59:00.000Z"), []);
  assert.deepEqual(found("2026-10-02T06:00:00.000Z"), ["2026-10-02T05:00:00.000Z"]);
  assert.deepEqual(found("2026-10-09T04:59:00.000Z"), ["2026-10-02T05:00:00.000Z"]);
  assert.deepEqual(found("2026-10-09T05:01:00.000Z"), []);
});

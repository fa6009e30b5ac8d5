import assert from "node:assert/strict";
import { test } from "node:test";
import type { EstateSchedule } from "#schemas/schedule";
import { findMissedRuns } from "#services/core/schedule/find-missed-runs";
import { planOccasion } from "#services/core/schedule/plan-occasion";

const NIGHTLY: EstateSchedule = { id: "nightly", cron: "15 4 * * *", timeZone: "Europe/London" };
const LONG_AGO = new Date("2020-01-01T00:00:00Z");
const engines = ["tie", "lab"].map((id) => ({ id, product: "mirth-connect", owner: "Integration team", nodes: [] }));

function missedAt(now: string, met: readonly string[], options: { since?: Date; schedule?: EstateSchedule } = {}) {
  const { since = LONG_AGO, schedule = NIGHTLY } = options;
  const runs = met.map((each) => {
    const [engineId = "", at = ""] = each.split(" ");
    return { engineId, at, schedule: schedule.id };
  });
  const watched = { estate: { engines, schedules: [schedule] }, met: runs, since: () => since, now: new Date(now) };
  return findMissedRuns(watched).map(
    ({ engineId, dueAt, lateMinutes, inARow, lastAt }) =>
      `${engineId} ${dueAt} late ${lateMinutes}, ${inARow} in a row, last ${lastAt}`,
  );
}

const night = (day: number) => `2026-11-${day}T04:15:00.000Z`;
const BOTH = (day: number) => [`tie ${night(day)}`, `lab ${night(day)}`];

test("a run is missed when its deadline has passed and no record tells of it, and not a minute earlier", () => {
  const met = [...BOTH(22), `tie ${night(23)}`];
  assert.deepEqual(missedAt("2026-11-23T05:14:00Z", met), []);
  assert.deepEqual(missedAt("2026-11-23T05:15:00Z", met), [`lab ${night(23)} late 60, 1 in a row, last ${night(22)}`]);
  const patient = { schedule: { ...NIGHTLY, deadlineMinutes: 240 } };
  assert.deepEqual(missedAt("2026-11-23T08:14:00Z", met, patient), []);
});

test("a scheduler that was silent for three nights is told once for each engine, with how many were missed", () => {
  assert.deepEqual(missedAt("2026-11-23T10:00:00Z", BOTH(20)), [
    `tie ${night(23)} late 345, 3 in a row, last ${night(20)}`,
    `lab ${night(23)} late 345, 3 in a row, last ${night(20)}`,
  ]);
});

test("a run that came late, or after others that were missed, is not missed any more", () => {
  assert.deepEqual(missedAt("2026-11-23T23:00:00Z", BOTH(23)), []);
});

test("what a schedule did not yet ask for was not missed", () => {
  const since = new Date("2026-11-23T09:00:00Z");
  assert.deepEqual(missedAt("2026-11-23T10:00:00Z", [], { since }), []);
  assert.equal(missedAt("2026-11-24T10:00:00Z", [], { since }).length, 2);
});

test("in the nights in which clocks change, one run is due and no more", () => {
  const early = { ...NIGHTLY, cron: "30 1 * * *" };
  const met = ["tie 2026-10-25T00:30:00.000Z", "lab 2026-10-25T00:30:00.000Z"];
  assert.deepEqual(missedAt("2026-10-25T12:00:00Z", met, { schedule: early }), []);
});

test("a clock that jumps forwards a day makes runs missed, and one that jumps backwards none", () => {
  assert.equal(missedAt("2026-11-24T10:00:00Z", BOTH(23)).length, 2);
  assert.deepEqual(missedAt("2026-11-22T10:00:00Z", [...BOTH(22), ...BOTH(23)]), []);
});

test("a schedule that comes each minute is watched for some hours, and quickly", () => {
  const minutely = { ...NIGHTLY, cron: "* * * * *", deadlineMinutes: 5 };
  const [first = ""] = missedAt("2026-11-23T10:00:30Z", [], { schedule: minutely });
  assert.match(first, /^tie 2026-11-23T09:55:00\.000Z late 5, \d{3} in a row, last null$/);
});

test("what was missed is asked for anew under a key of its own, and people are asked after it, where there is a forge", () => {
  const due = { schedule: NIGHTLY, at: night(23), estateId: "north" };
  const forge = { system: "local" } as const;
  const first = planOccasion({ engines, forge }, due);
  const again = planOccasion({ engines, forge }, { ...due, engineIds: ["lab"], againAt: "2026-11-23T10:00:00.000Z" });
  assert.deepEqual(
    [...first, ...again].map(({ options }) => options.key),
    [
      `north/nightly/tie/${night(23)}`,
      `north/nightly/lab/${night(23)}`,
      `north/nightly/reviews/${night(23)}-0`,
      `north/nightly/lab/${night(23)}/again`,
      `north/nightly/reviews/${night(23)}-1`,
    ],
  );
  assert.deepEqual(
    planOccasion({ engines }, due).map(({ request }) => request.job),
    ["check-occasion", "check-occasion"],
  );
});

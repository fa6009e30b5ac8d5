import assert from "node:assert/strict";
import { test } from "node:test";
import type { EstateSchedule } from "#schemas/schedule";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { adviseSchedules } from "#services/core/schedule/advise-schedules";

const NIGHTLY = { id: "nightly", cron: "15 4 * * *", timeZone: "Europe/London" };

function governed(schedules: unknown) {
  const engine = (id: string) => ({
    id,
    product: "mirth-connect",
    owner: "Integration team",
    nodes: [
      { id: `${id}-a`, role: "primary", url: `https://${id}-a.hospital.test/api` },
      { id: `${id}-b`, role: "standby", url: `https://${id}-b.hospital.test/api` },
    ],
  });
  const estate = {
    estate: "example",
    engines: [engine("tie"), engine("lab")],
    ...(schedules === undefined ? {} : { schedules }),
  };
  return parseGoverned(new Map([["estate.yaml", JSON.stringify(estate)]]));
}

function problemsOf(...schedules: readonly unknown[]): readonly string[] {
  return governed(schedules).problems.map(({ path, message }) => `${path} ${message}`);
}

function adviceOn(schedules?: readonly EstateSchedule[]): readonly string[] {
  return adviseSchedules(governed(schedules).estate).map(({ path, message }) => `${path} ${message}`);
}

test("a schedule that could not be kept is a problem of estate.yaml, told with its place", () => {
  assert.deepEqual(problemsOf(NIGHTLY), []);
  assert.deepEqual(problemsOf({ ...NIGHTLY, cron: "61 4 * * *" }), [
    "/schedules/0/cron of 'nightly' is not understood, or names no instant that ever comes",
  ]);
  assert.deepEqual(problemsOf({ ...NIGHTLY, cron: "0 4 31 2 *" }), [
    "/schedules/0/cron of 'nightly' is not understood, or names no instant that ever comes",
  ]);
  assert.deepEqual(problemsOf({ ...NIGHTLY, cron: "* * * * * *" }), [
    "/schedules/0/cron of 'nightly' has not five fields",
  ]);
  assert.deepEqual(problemsOf({ ...NIGHTLY, timeZone: "Europe/Lundon" }), [
    "/schedules/0/timeZone of 'nightly' is no time zone that is known",
  ]);
  assert.deepEqual(problemsOf(NIGHTLY, NIGHTLY), ["/schedules/1/id is a second 'nightly'"]);
  assert.deepEqual(problemsOf({ ...NIGHTLY, engines: ["tie", "tei"] }), [
    "/schedules/0/engines/1 'tei' is no engine of the estate",
  ]);
  assert.equal(problemsOf({ ...NIGHTLY, deadlineMinutes: 0 }).length, 1);
});

test("an estate without schedules is told which one holds, and an engine that no schedule checks is named", () => {
  assert.match(adviceOn().join("\n"), /^\/ declares no schedules: .* 04:15 \(Europe\/London\)$/);
  assert.deepEqual(adviceOn([NIGHTLY]), []);
  assert.match(adviceOn([{ ...NIGHTLY, engines: ["tie"] }]).join("\n"), /^\/engines\/1 'lab' is in no schedule/);
  assert.equal(adviceOn([]).length, 2);
});

test("a framework on a schedule that makes no evidence is told, since nobody reads it", () => {
  const framework = "nhs-dspt-caf@2026-27";
  assert.deepEqual(adviceOn([{ ...NIGHTLY, framework }]), [
    "/schedules/0/framework of 'nightly' is read by nobody: the schedule checks engines, and makes no evidence",
  ]);
  assert.deepEqual(adviceOn([NIGHTLY, { ...NIGHTLY, id: "quarters", evidence: "quarterly", framework }]), []);
});

test("an hour between one and three is advised against where clocks change, and nowhere else", () => {
  const at = (cron: string, timeZone = "Europe/London") => adviceOn([{ ...NIGHTLY, cron, timeZone }]).length;
  assert.equal(at("30 1 * * *"), 1);
  assert.equal(at("0 2 * * 0"), 1);
  assert.equal(at("30 1 * * *", "UTC"), 0);
  assert.equal(at("30 2 * * *", "Australia/Sydney"), 1);
  assert.equal(at("*/15 * * * *"), 0);
  assert.equal(at("*/2 * * * *"), 0);
  assert.equal(at("* * * * *"), 0);
  assert.equal(at("*/2 1 * * *"), 1);
  assert.equal(at("0 3 * * *"), 0);
});

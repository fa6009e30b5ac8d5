import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { EstateSchedule } from "#schemas/schedule";
import type { JobQueue } from "#services/ports/job-queue";
import { keepSchedules } from "#services/running/service/keep-schedules";

const NIGHTLY: EstateSchedule = { id: "nightly", cron: "15 4 * * *", timeZone: "Europe/London" };
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The schedules of a queue in memory. */
function remembered(...standing: readonly string[]) {
  const kept = new Map<string, string>(standing.map((id) => [id, ""]));
  const requests: JobRequest[] = [];
  const refused = (): never => assert.fail("is not asked");
  const queue: JobQueue = {
    schedule: async (id, { cron }, request) => {
      kept.set(id, cron);
      requests.push(request);
    },
    unschedule: async (id) => void kept.delete(id),
    schedules: async () => [...kept].map(([id, cron]) => ({ id, cron, timeZone: "UTC", nextAt: new Date(0) })),
    ...{ add: refused, work: refused, counts: refused, atWork: refused, failed: refused },
    ...{ pause: refused, resume: refused, close: refused },
  };
  return { queue, kept, requests };
}

function estateOf(id: string, schedules?: readonly EstateSchedule[]) {
  const declared: Estate = {
    estate: id,
    engines: [],
    ...(schedules === undefined ? {} : { schedules: [...schedules] }),
  };
  return { id, declared: () => declared };
}

test("the queue holds what estates declare, and what went is taken away", async () => {
  const { queue, kept } = remembered("schedule/north/weekly", "schedule/gone/nightly", "catch-up");
  const noon = { ...NIGHTLY, id: "noon", cron: "0 12 * * *" };
  const estates = [estateOf("north", [NIGHTLY, noon]), estateOf("south")];
  await keepSchedules(estates, { queue, areSeveral: true, logger: QUIET });
  assert.deepEqual([...kept.keys()].sort(), [
    "catch-up",
    "schedule/north/nightly",
    "schedule/north/noon",
    "schedule/south/nightly",
  ]);
  await keepSchedules([estateOf("north", [])], { queue, areSeveral: false, logger: QUIET });
  assert.deepEqual([...kept.keys()], ["catch-up"]);
});

test("a job names its estate where there are several, and none where there is one", async () => {
  for (const areSeveral of [true, false]) {
    const { queue, requests } = remembered();
    await keepSchedules([estateOf("north", [NIGHTLY])], { queue, areSeveral, logger: QUIET });
    assert.deepEqual(
      requests.map(({ estate }) => estate),
      [areSeveral ? "north" : undefined],
    );
  }
});

test("an estate.yaml that does not read leaves its schedules as they stand", async () => {
  const { queue, kept } = remembered("schedule/north/weekly");
  await keepSchedules([{ id: "north", declared: () => undefined }], { queue, areSeveral: false, logger: QUIET });
  assert.deepEqual([...kept.keys()], ["schedule/north/weekly"]);
});

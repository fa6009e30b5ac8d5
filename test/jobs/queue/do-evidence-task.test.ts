import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { AskedPack } from "#schemas/kept-pack";
import { doJobTask, type WorkedApp } from "#services/running/jobs/do-job-task";

const AT = "2026-10-02T05:00:00.000Z";
const ESTATE: Estate = {
  ...{ estate: "north", engines: [] },
  schedules: [{ id: "quarterly", cron: "0 6 2 1,4,7,10 *", timeZone: "Europe/London", evidence: "quarterly" }],
};

function pack(id: string): AskedPack {
  const period = { firstDay: "2026-07-01", lastDay: "2026-09-30", framework: "iso-27001@2022", engines: ["tie"] };
  return { schema: "lockstep/asked-pack@1", id, ...period, by: null, schedule: null, askedAt: AT };
}

async function done(request: JobRequest, waiting: readonly AskedPack[] = []) {
  const log: string[] = [];
  const notAsked = (): Promise<never> => assert.fail("nothing else is done");
  const app: WorkedApp = {
    ...{ check: notAsked, checkOccasion: notAsked, readTickets: notAsked, reviews: notAsked, settleReviews: notAsked },
    ...{ estate: async () => ESTATE, ledger: { occasions: notAsked } },
    packs: {
      ...{ noteFailure: notAsked, tidy: notAsked, waiting: async () => waiting },
      make: async (id) => void log.push(`make ${id}`),
      askDue: async ({ id }, at) => {
        log.push(`due ${id} ${at}`);
        return { asked: pack("d"), made: undefined, failed: undefined };
      },
    },
  };
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { signal } = new AbortController();
  const context = { signal, tell: () => undefined, logger: quiet, now: () => new Date(AT) };
  const asked = await doJobTask(app, { request, at: AT }, context);
  return { log, asked };
}

test("a schedule of evidence asks for the pack that is due and checks nothing; asked for again, its key is the same", async () => {
  const begin: JobRequest = { job: "begin-schedule", estate: "north", schedule: "quarterly", because: "it is due" };
  const { log, asked } = await done(begin);
  assert.deepEqual(log, [`due quarterly ${AT}`]);
  assert.deepEqual(
    asked.map(({ request }) => request),
    [{ job: "make-evidence", estate: "north", pack: "d", because: "the schedule quarterly was due" }],
  );
  assert.deepEqual((await done(begin)).asked, asked);
});

test("whoever made a pack asks for the one that waited for it, and for none where none waits", async () => {
  const make: JobRequest = { job: "make-evidence", pack: "a", because: "somebody asked" };
  const { log, asked } = await done(make, [pack("b"), pack("c")]);
  assert.deepEqual(log, ["make a"]);
  assert.deepEqual(
    asked.map(({ request, options }) => ["pack" in request ? request.pack : "", (options.delayMs ?? 0) > 0]),
    [["b", true]],
  );
  assert.deepEqual((await done(make)).asked, []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { ReviewDesk } from "#services/compose/review/review-desk";
import { LockstepError } from "#services/core/errors";
import type { RecordedOccasion } from "#services/ports/estate-repository";
import { doJobTask, type WorkedApp } from "#services/running/jobs/do-job-task";

const AT = "2026-11-23T04:15:00.000Z";
const OCCASION = { schedule: "nightly", at: AT };
const FORGE = { system: "local" } as const;

interface Played {
  readonly estate?: Partial<Estate>;
  readonly met?: readonly Omit<RecordedOccasion, "seq">[];
  readonly settle?: () => Promise<readonly string[]>;
  /** What the forge answers; `null`: all is well. */
  readonly message?: string | null;
  readonly now?: string;
}

/** Does one job over an app that notes what it was asked to do. */
async function done(request: JobRequest, played: Played = {}) {
  const { estate = {}, met = [], settle = async () => [], message = null, now = AT } = played;
  const log: string[] = [];
  const engines = ["tie", "lab"].map((id) => ({ id, product: "mirth-connect", owner: "Integration team", nodes: [] }));
  const desk: Pick<ReviewDesk, "keep"> = {
    keep: async () => {
      log.push("keep");
      return { schema: "lockstep/review@1", forge: { message } } as Awaited<ReturnType<ReviewDesk["keep"]>>;
    },
  };
  const app: WorkedApp = {
    check: async (ids) => assert.fail(`check ${ids.join()}`),
    checkOccasion: async (engineId, { at }) => {
      log.push(`check ${engineId} ${at}`);
      return "recorded";
    },
    estate: async () => ({ estate: "north", engines, ...estate }),
    readTickets: async () => 0,
    reviews: async () => desk as ReviewDesk,
    settleReviews: async () => {
      log.push("settle");
      return await settle();
    },
    ledger: { occasions: async () => met.map((each, seq) => ({ ...each, seq })) },
  };
  const write = (text: string): void => void log.push(text);
  const context = {
    signal: new AbortController().signal,
    tell: () => undefined,
    logger: { info: write, warn: write, error: write },
    now: () => new Date(now),
  };
  const followUps = await doJobTask(app, { request, at: AT }, context);
  return { log, asked: followUps.map(({ request: { job }, options: { key } }) => `${job} ${key}`) };
}

const BEGIN: JobRequest = { job: "begin-schedule", schedule: "nightly", because: "a test" };
const KEEP: JobRequest = {
  job: "keep-reviews",
  after: { occasion: OCCASION, engineIds: ["tie", "lab"], until: "2026-11-23T08:15:00.000Z" },
  because: "a test",
};

test("a schedule that is due settles what was decided once, and asks for a check of each engine, with the instant that was meant", async () => {
  const { log, asked } = await done(BEGIN);
  assert.deepEqual(log, ["settle"]);
  assert.deepEqual(asked, [`check-occasion /nightly/tie/${AT}`, `check-occasion /nightly/lab/${AT}`]);
  assert.deepEqual((await done(BEGIN)).asked, asked, "asked for again, the keys are the same");
});

test("a forge that is down keeps no engine from being checked", async () => {
  const settle = () => Promise.reject(new LockstepError("forge-unavailable", "The forge is away."));
  const { log, asked } = await done(BEGIN, { estate: { forge: FORGE }, settle });
  assert.deepEqual(log, ["settle", "reviews were not settled before the checks"]);
  assert.deepEqual(
    asked.map((each) => each.split(" ")[0]),
    ["check-occasion", "check-occasion", "keep-reviews"],
  );
});

test("a schedule that estate.yaml no longer holds asks for nothing", async () => {
  assert.deepEqual((await done({ ...BEGIN, schedule: "weekly" })).asked, []);
});

test("people are asked once, after every engine was checked, and not before", async () => {
  const met = [{ ...OCCASION, engineId: "tie" }];
  const waiting = await done(KEEP, { estate: { forge: FORGE }, met });
  assert.deepEqual([waiting.log, waiting.asked.length], [[], 1]);
  const all = await done(KEEP, { estate: { forge: FORGE }, met: [...met, { ...OCCASION, engineId: "lab" }] });
  assert.deepEqual([all.log, all.asked], [["keep"], []]);
});

test("people are asked although an engine could not be checked, when it was waited for long enough", async () => {
  const late = await done(KEEP, { estate: { forge: FORGE }, now: "2026-11-23T08:15:01.000Z" });
  assert.deepEqual([late.log, late.asked], [["reviews are kept without the runs of some engines", "keep"], []]);
});

test("a forge that takes nothing now is asked again later, and where there is none nobody is", async () => {
  const request: JobRequest = { job: "keep-reviews", after: null, because: "a test" };
  await assert.rejects(
    done(request, { estate: { forge: FORGE }, message: "It is away." }),
    /The reviews were not kept/,
  );
  assert.deepEqual((await done(request)).log, []);
});

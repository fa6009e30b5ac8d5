import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobRequest } from "#schemas/job-request";
import { LockstepError } from "#services/core/errors";
import { createJobDoer, type JobUseCases } from "#services/jobs/queue/create-job-doer";
import type { Logger } from "#services/ports/logger";

/** Does jobs that are all asked for at once, and gives what was done, in order. */
async function doAll(jobs: readonly JobRequest[], useCases: Partial<JobUseCases> = {}) {
  const done: unknown[] = [];
  const lines: string[] = [];
  let underWay = 0;
  const look =
    (name: string) =>
    async (asked: object): Promise<void> => {
      underWay += 1;
      if (name !== "read") assert.ok(underWay <= 2, "a check and a look at reviews were under way together");
      await new Promise((resolve) => setImmediate(resolve));
      const { because: _because, job: _job, ...what } = { because: "", job: "", ...asked };
      done.push({ [name]: what });
      underWay -= 1;
    };
  const write =
    (level: string): Logger["info"] =>
    (message) =>
      void lines.push(`${level} ${message}`);
  const logger: Logger = { info: write("info"), warn: write("warn"), error: write("error") };
  const doer = createJobDoer(
    {
      check: look("check"),
      checkOccasion: look("occasion"),
      beginSchedule: look("begin"),
      keepReviews: look("keep"),
      settleReviews: look("settle"),
      readTickets: look("read"),
      sendNotices: look("notices"),
      nightlyDigest: look("digest"),
      makeEvidence: look("evidence"),
      ...useCases,
    },
    { logger },
  );
  const { signal } = new AbortController();
  const outcomes = await Promise.allSettled(
    jobs.map((request, index) =>
      doer({ id: String(index), request, attempt: 1, askedAt: new Date(), signal, tell: () => undefined }),
    ),
  );
  return { done, lines, outcomes: outcomes.map(({ status }) => status) };
}

const because = "a test";

test("a hundred deliveries about reviews are one look, at the one review where all name it, and at all otherwise", async () => {
  const settle = (number: number | null): JobRequest => ({ job: "settle-reviews", number, because });
  const same = await doAll(Array.from({ length: 100 }, () => settle(7)));
  assert.deepEqual(same.done, [{ settle: { number: 7 } }]);
  const others = await doAll([settle(7), settle(8), settle(7)]);
  assert.deepEqual(others.done, [{ settle: { number: null } }]);
});

test("checks asked for together are one check of all their engines, and of every engine where one asked for that", async () => {
  const check = (...engineIds: string[]): JobRequest => ({ job: "check", engineIds, because });
  assert.deepEqual((await doAll([check("tie"), check("lab", "tie")])).done, [{ check: { engineIds: ["tie", "lab"] } }]);
  assert.deepEqual((await doAll([check("tie"), check()])).done, [{ check: { engineIds: [] } }]);
});

test("tickets asked for together are read together, each system for itself, and too many are whatever was edited", async () => {
  const read = (ticketSystem: string, ...numbers: string[]): JobRequest => ({
    job: "read-tickets",
    ticketSystem,
    numbers,
    because,
  });
  const { done } = await doAll([read("itsm", "CHG1"), read("jira", "A-1"), read("itsm", "CHG1", "CHG2")]);
  assert.deepEqual(done, [
    { read: { ticketSystem: "itsm", numbers: ["CHG1", "CHG2"] } },
    { read: { ticketSystem: "jira", numbers: ["A-1"] } },
  ]);
  const many = Array.from({ length: 101 }, (_, index) => read("itsm", `CHG${index}`));
  assert.deepEqual((await doAll(many)).done, [{ read: { ticketSystem: "itsm", numbers: [] } }]);
});

test("a check and a look at reviews take turns, since both write to the forge", async () => {
  const order: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(`${name} ends`);
  };
  const jobs: readonly JobRequest[] = [
    { job: "check", engineIds: [], because },
    { job: "settle-reviews", number: null, because },
  ];
  await doAll(jobs, { check: step("check"), settleReviews: step("settle") });
  assert.deepEqual(order, ["check begins", "check ends", "settle begins", "settle ends"]);
});

test("a job that failed is thrown on to the queue, which knows whether it is tried again, and the next one is done", async () => {
  const jobs: readonly JobRequest[] = [
    { job: "settle-reviews", number: 7, because },
    { job: "check", engineIds: [], because },
  ];
  const fail = (error: Error) => ({ settleReviews: () => Promise.reject(error) });
  const away = await doAll(jobs, fail(new LockstepError("forge-unavailable", "The forge is away.")));
  assert.deepEqual(away.outcomes, ["rejected", "fulfilled"]);
  assert.deepEqual(away.lines, ["warn job not done yet", "info job done"]);
  const broken = await doAll(jobs, fail(new LockstepError("credential-missing", "There is no token.")));
  assert.deepEqual(broken.lines, ["error job failed", "info job done"]);
});

test("notices asked for together are told together, and the digest by itself", async () => {
  const notices = (...engineIds: string[]): JobRequest => ({ job: "send-notices", engineIds, because });
  const { done } = await doAll([notices("tie"), notices("lab"), { job: "nightly-digest", because }]);
  assert.deepEqual(done, [{ digest: {} }, { notices: { engineIds: ["tie", "lab"] } }]);
});

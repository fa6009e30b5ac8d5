import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import type { Estate } from "#schemas/estate";
import type { JobRequest } from "#schemas/job-request";
import type { Webhook } from "#schemas/webhook";
import { settingsFor } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { JobQueue, Schedule } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { openServiceOver, type TestedApp } from "#test/fakes/open-service-over";

const SECRET = "an-invented-secret-of-some-length";

const AT_WORK = { attempt: 1, askedAt: new Date(), tell: () => undefined };

/** A queue in memory that does each job when it is added. */
function inMemory() {
  const keys = new Set<string>();
  const requests: JobRequest[] = [];
  const schedules: (Schedule & { readonly id: string })[] = [];
  let handler: Parameters<JobQueue["work"]>[0] | undefined;
  const under: Promise<void>[] = [];
  const queue: JobQueue = {
    add(request, { key }) {
      if (keys.has(key)) return Promise.resolve("known");
      keys.add(key);
      requests.push(request);
      const { signal } = new AbortController();
      if (handler) under.push(handler({ ...AT_WORK, id: key, request, signal }).catch(() => undefined));
      return Promise.resolve("added");
    },
    work(given) {
      handler = given;
      return Promise.resolve();
    },
    schedule(id, schedule) {
      schedules.push({ id, ...schedule });
      return Promise.resolve();
    },
    unschedule: () => Promise.resolve(),
    schedules: () => Promise.resolve([]),
    counts: () => Promise.resolve({ waiting: 0, active: 0, failed: 0 }),
    atWork: () => Promise.resolve([]),
    failed: () => Promise.resolve([]),
    pause: () => Promise.resolve(),
    resume: () => Promise.resolve(),
    close: async () => void (await Promise.all(under)),
  };
  return { queue, requests, schedules };
}

/** An app whose estate a test gives, and what it was asked to do. */
function appOf(estate: () => Partial<Estate>, environment: NodeJS.ProcessEnv = {}, moved: readonly string[] = []) {
  const done: string[] = [];
  const declared = (): Estate => ({ estate: "trust", engines: [], ...estate() });
  const app: TestedApp = {
    settings: settingsFor("/estate", environment),
    estate: async () => declared(),
    governed: async () => parseGoverned(new Map([["estate.yaml", stringify(declared())]])),
    check: (engineIds) => {
      done.push(`check ${engineIds.join(",")}`);
      return Promise.resolve({ schema: "lockstep/check@1", estate: "trust", at: "", runId: "", engines: [] });
    },
    checkOccasion: () => Promise.reject(new Error("is not asked")),
    reviews: () => Promise.reject(new Error("is not asked")),
    watch: () => Promise.reject(new Error("is not asked")),
    ledger: { occasions: () => Promise.resolve([]) },
    settleReviews: () => {
      done.push("settle");
      return Promise.resolve(moved);
    },
    readTickets: ({ ticketSystem, numbers }) => {
      done.push(`read ${ticketSystem} ${numbers.join(",")}`);
      return Promise.resolve(numbers.length);
    },
  };
  return { app, done };
}

function logTo(lines: string[]): Logger {
  const write: Logger["info"] = (message, fields) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { info: write, warn: write, error: write };
}

test("looks for what was missed when it begins, and every ten minutes from then on", async () => {
  const { queue, requests, schedules } = inMemory();
  const { app, done } = appOf(() => ({}));
  const service = await openServiceOver([app], { queue, logger: logTo([]) });
  await service.begin();
  await service.close();
  assert.deepEqual(
    requests.map(({ job }) => job),
    ["settle-reviews"],
  );
  assert.deepEqual(schedules, [
    { id: "schedule/trust/nightly", cron: "15 4 * * *", timeZone: "Europe/London" },
    { id: "catch-up", cron: "*/10 * * * *", timeZone: "UTC" },
  ]);
  assert.deepEqual(done, ["settle"]);
});

test("where a baseline moved, the next run of that engine begins at once", async () => {
  const { queue } = inMemory();
  const { app, done } = appOf(() => ({}), {}, ["tie"]);
  const service = await openServiceOver([app], { queue, logger: logTo([]) });
  await service.begin();
  await service.close();
  assert.deepEqual(done, ["settle", "check tie"]);
});

test("each job leads to the step that it names", async () => {
  const { queue } = inMemory();
  const { app, done } = appOf(() => ({}));
  const service = await openServiceOver([app], { queue, logger: logTo([]) });
  await service.begin();
  const because = "a test";
  await queue.add({ job: "check", engineIds: ["tie"], because }, { key: "a" });
  await queue.add({ job: "read-tickets", ticketSystem: "itsm", numbers: ["CHG1"], because }, { key: "b" });
  await service.close();
  assert.deepEqual([...done].sort(), ["check tie", "read itsm CHG1", "settle"]);
});

test("a webhook is answered whose secret is there, long enough and its own", async () => {
  const lines: string[] = [];
  const hook = (id: string, passwordEnv?: string): Webhook => ({
    id,
    sender: "engine",
    engines: ["tie"],
    ...(passwordEnv !== undefined && { passwordEnv }),
  });
  const webhooks = [hook("good", "GOOD"), hook("short", "SHORT"), hook("unset", "UNSET"), hook("none")];
  const { app } = appOf(() => ({ webhooks: [...webhooks, hook("twice", "GOOD"), hook("twice", "GOOD")] }), {
    GOOD: SECRET,
    SHORT: "fifteen letters",
  });
  const service = await openServiceOver([app], { queue: inMemory().queue, logger: logTo(lines) });
  assert.equal(service.webhookNamed("good")?.secret, SECRET);
  for (const id of ["short", "unset", "none", "twice", "other"]) assert.equal(service.webhookNamed(id), undefined, id);
  for (const id of ["short", "unset", "none", "twice"])
    assert.ok(
      lines.some((line) => line.includes(`'${id}'`)),
      id,
    );
  assert.ok(!lines.join("").includes(SECRET) && !lines.join("").includes("fifteen letters"));
  await service.close();
});

test("an estate.yaml that does not read leaves the service up, with nothing answered that was not before", async () => {
  const lines: string[] = [];
  const { app } = appOf(() => {
    throw new LockstepError("estate-invalid", "estate.yaml on main is not in force.");
  });
  const service = await openServiceOver([app], { queue: inMemory().queue, logger: logTo(lines) });
  assert.equal(service.webhookNamed("good"), undefined);
  assert.match(lines.join(), /not in force/);
  await service.close();
});

test("a queue that is away does not keep the service from beginning", async () => {
  const lines: string[] = [];
  const away = () => Promise.reject(new LockstepError("queue-unavailable", "The queue is away."));
  const service = await openServiceOver([appOf(() => ({})).app], {
    queue: { ...inMemory().queue, schedule: away, add: away },
    logger: logTo(lines),
  });
  await service.begin();
  await service.close();
  assert.match(lines.join(), /nothing can be scheduled yet/);
});

test("of several estates, each job names its own, and one that names none or another is not done", async () => {
  const { queue, requests, schedules } = inMemory();
  const { app: north, done: inNorth } = appOf(() => ({ estate: "north" }));
  const { app: south, done: inSouth } = appOf(() => ({ estate: "south" }));
  const service = await openServiceOver([north, south], { queue, logger: logTo([]) });
  await service.begin();
  const because = "a test";
  await queue.add({ job: "check", engineIds: ["tie"], estate: "south", because }, { key: "a" });
  await queue.add({ job: "check", engineIds: ["tie"], because }, { key: "b" });
  await queue.add({ job: "check", engineIds: ["tie"], estate: "west", because }, { key: "c" });
  await service.close();
  assert.deepEqual(
    requests.slice(0, 2).map(({ estate }) => estate),
    ["north", "south"],
  );
  assert.deepEqual(
    schedules.map(({ id }) => id),
    ["schedule/north/nightly", "schedule/south/nightly", "catch-up-north", "catch-up-south"],
  );
  assert.deepEqual(inNorth, ["settle"]);
  assert.deepEqual([...inSouth].sort(), ["check tie", "settle"]);
});

test("a webhook of one estate is none of another's, even where both are called the same", async () => {
  const hook: Webhook = { id: "deploy", sender: "engine", engines: ["tie"], passwordEnv: "HOOK" };
  const { app: north } = appOf(() => ({ estate: "north", webhooks: [hook] }), { HOOK: `${SECRET}-north` });
  const { app: south } = appOf(() => ({ estate: "south", webhooks: [hook] }), { HOOK: `${SECRET}-south` });
  const service = await openServiceOver([north, south], { queue: inMemory().queue, logger: logTo([]) });
  assert.equal(service.webhookNamed("deploy", "north")?.secret, `${SECRET}-north`);
  assert.equal(service.webhookNamed("deploy", "south")?.secret, `${SECRET}-south`);
  assert.equal(service.webhookNamed("deploy"), undefined);
  assert.equal(service.webhookNamed("deploy", "west"), undefined);
  await service.close();
});

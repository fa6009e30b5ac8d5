import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ActionReport } from "#schemas/actions-report";
import type { Decisions } from "#schemas/api/decisions";
import type { ExerciseReport } from "#schemas/exercise-report";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Principal } from "#services/core/access/principal";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rederiveRun } from "#services/jobs/check/rederive-run";
import { bodyOfRun } from "#services/jobs/look/look-history";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { type Nights, startNights } from "#test/fakes/nights";
import { type ServedApi, serveApi } from "#test/fakes/served-api";

let nights: Nights;
let api: ServedApi;
let root: string;
let exercise: Readonly<Record<string, unknown>>;

before(async () => {
  const readiness = { exercise: { everyDays: 30, blocks: true } };
  nights = await startNights({ policy: { policy: { mode: "enforce", readiness } } });
  await nights.check();
  await nights.adopt();
  await nights.check();
  const startedAt = nights.now();
  nights.pass();
  exercise = {
    kind: "restore",
    startedAt: startedAt.toISOString(),
    endedAt: nights.now().toISOString(),
    outcome: "passed",
  };
  await nights.check();
  const { estate } = await nights.estate.app.estate();
  const person = (name: string, role: Principal["grants"][number]["role"], engines: "all" | string[] = "all") =>
    ({ kind: "person", id: name, name, grants: [{ estate, role, engines }] }) as const;
  const people = {
    okafor: person("J. Okafor", "engineer"),
    reid: person("M. Reid", "engineer", ["tie"]),
    viewer: person("V. Viewer", "viewer"),
    elsewhere: person("S. Stranger", "viewer", ["lab"]),
    token: { ...person("deploy", "engineer"), kind: "token" as const },
  };
  api = await serveApi(nights.estate.app, { now: nights.now, people });
  root = `/api/v1/estates/${estate}`;
});

after(async () => {
  await api[Symbol.asyncDispose]();
  await nights[Symbol.asyncDispose]();
});

async function post(path: string, as: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return await api.ask(`${root}/engines/tie${path}`, as, { method: "POST", headers, body: JSON.stringify(body) });
}

async function countOf(type: LedgerRecord["type"]): Promise<number> {
  let count = 0;
  for await (const _record of nights.estate.app.ledger.records({ type })) count += 1;
  return count;
}

const DAY_MS = 86_400_000;

// One story, in order.

test("two people who record the same exercise at once record one, and neither a viewer nor a token records any", async () => {
  const due = new Date(nights.now().getTime() + 5 * DAY_MS).toISOString().slice(0, 10);
  const action = { what: "Renew the <script> route", owner: "Network team", due };
  const body = { ...exercise, cleanedUp: true, rtoMinutes: 90, lessons: ["The route was missing"], actions: [action] };
  for (const as of ["viewer", "token"]) assert.equal((await post("/exercises", as, body)).status, 403);
  const answers = await Promise.all([post("/exercises", "okafor", body), post("/exercises", "reid", body)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  );
  const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as ExerciseReport[];
  assert.equal(one?.recorded.exercise.id, two?.recorded.exercise.id);
  assert.deepEqual([one?.recorded.exercise.complete, one?.recorded.exercise.minutes], [true, 60]);
  assert.equal(one?.actions[0]?.id, two?.actions[0]?.id);
  assert.equal(one?.recorded.record, two?.recorded.record);
  assert.deepEqual([await countOf("exercise"), await countOf("action-raised")], [1, 1]);

  const seen = (await (await api.ask(`${root}/decisions`, "viewer")).json()) as Decisions;
  assert.deepEqual([seen.exercises.length, seen.actions.length], [1, 1]);
  const hidden = (await (await api.ask(`${root}/decisions`, "elsewhere")).json()) as Decisions;
  assert.deepEqual([hidden.exercises, hidden.actions], [[], []]);
});

test("times that cannot be are refused in words, and nothing is recorded", async () => {
  const refused = await post("/exercises", "okafor", { ...exercise, endedAt: exercise["startedAt"], cleanedUp: true });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /ended before it began/);
});

test("what one raised the other closes, and the first word on it counts, and the other is overdue after its day", async () => {
  const { actions } = (await (await api.ask(`${root}/decisions`, "reid")).json()) as Decisions;
  const [action] = actions;
  const due = new Date(nights.now().getTime() + DAY_MS).toISOString().slice(0, 10);
  const raised = { what: "Write the steps down", from: "incident INC0001", owner: "Integration team", due };
  const other = (await (await post("/actions", "okafor", raised)).json()) as ActionReport;
  const closing = { note: "Renewed and tested" };
  const closed = (await (await post(`/actions/${action?.id}/close`, "reid", closing)).json()) as ActionReport;
  assert.deepEqual([closed.action.standing, closed.action.closedBy], ["closed", "M. Reid"]);
  const late = (await (await post(`/actions/${action?.id}/close`, "okafor", closing)).json()) as ActionReport;
  assert.deepEqual([late.wasKnown, late.action.closedBy], [true, "M. Reid"]);

  nights.pass(72);
  const standing = await nights.estate.app.actions();
  assert.deepEqual(
    standing.map(({ id, standing: stands }) => [id, stands]),
    [
      [other.action.id, "overdue"],
      [action?.id, "closed"],
    ],
  );
});

test("every run derives again as it was recorded, before the exercise and after it, whatever is known by now", async () => {
  const report = await nights.check();
  assert.equal(report.readiness.verdict, "ready");
  const { signingKeyFile, storeDir: gitDir } = nights.estate.app.settings;
  const context = { gitDir, signingKeyFile, now: nights.now };
  const ledger = openLedger(context);
  const ticketStore = openTicketStore(context, ledger);
  const repository = openEstateRepository(context, ledger);
  const told: unknown[] = [];
  for await (const record of ledger.records({ type: "run" })) {
    const run = bodyOfRun(record);
    const [engineRun] = run.engines;
    assert.ok(engineRun);
    const rederiving = { repository, ledger, ticketStore, dialectOf: () => mirthConnectDialect };
    const derived = await rederiveRun({ run, engineRun }, rederiving);
    const isOwed = derived.report.readiness.reasons.some(({ code }) => code === "exercise-overdue");
    told.push([derived.same, engineRun.exercised?.length ?? 0, isOwed]);
  }
  assert.deepEqual(told, [[true, 1, false], ...Array.from({ length: 3 }, () => [true, 0, true])]);
});

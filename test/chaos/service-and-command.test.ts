import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import type { JobRequest } from "#schemas/job-request";
import { type App, openApp } from "#services/app";
import { assertSoundStore } from "#test/fakes/assert-sound-store";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { recordsOf, type ServedEstate, serveEstate } from "#test/fakes/served-estate";
import { startCommandLine } from "#test/fakes/start-command-line";

const ROUNDS = 2;

test("two checks of one estate at the same moment ask and decide everything once", async () => {
  await using stage = await begin();
  const { settings } = stage.nights.estate.app;
  const others = await Promise.all([openApp(settings), openApp(settings)]);
  await tell(stage, async () => {
    const reports = await Promise.all(others.map((app) => app.check(["tie"])));
    for (const report of reports) assertTold(report);
  });
});

test("a check from the command line, while the service settles and checks, leaves one review for one question", async () => {
  await using stage = await begin();
  await using served = await serveEstate(stage.nights.estate.app, stage.nights);
  await tell(stage, async () => {
    const command = startCommandLine(
      ["--estate", stage.nights.estate.folder, "check", "--json"],
      stage.nights.estate.app.settings.environment,
    );
    await command.said("reading tie-a");
    await ask(served, { job: "settle-reviews", number: null, because: "a test" });
    await ask(served, { job: "check", engineIds: ["tie"], because: "a test" });
    const { code, stdout, stderr } = await command.ended;
    assert.ok(code === 0 || code === 1, stderr);
    assertTold(JSON.parse(stdout) as CheckReport);
    await served.idle();
    assert.doesNotMatch(served.log.join("\n"), /job failed|not done yet|not kept|not written/);
  });
});

/** An estate whose baseline stands, on the clock of this machine like every other process. */
async function begin(): Promise<GitHubStage> {
  const stage = await stageOnGitHub();
  const { app } = stage.nights.estate;
  await app.check(["tie"]);
  const { snapshot } = await app.open("tie/tie-a");
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "tie-a", digest: snapshot.digest, ...approval });
  return stage;
}

/** Reviews that are new, that become others, that are declined, merged and gone: each met by several at once. */
async function tell(stage: GitHubStage, checkAtOnce: () => Promise<void>): Promise<void> {
  const { github, nights } = stage;
  const { app } = nights.estate;
  let port = 6661;
  const change = (): void => {
    nights.primary.state.editChannel("PAS ADT In", String(port), String(port + 1), { by: "j.okafor" });
    port += 1;
  };
  const expected = { adopted: 1, decided: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    change();
    await checkAtOnce();
    await assertAsked(stage, 1, expected);
    change();
    await checkAtOnce();
    const number = await assertAsked(stage, 1, expected);
    const told = github.hub.pull(number).comments.filter(({ body }) => /others than when you looked/.test(body));
    assert.equal(told.length, 1, "what changed is told once");
    if (round % 2 === 0) {
      await github.people.close("robin-ward", number);
      expected.decided += 1;
      await checkAtOnce();
      await assertAsked(stage, 0, expected);
      continue;
    }
    github.people.approve("pat-lowe", number);
    await github.people.merge("robin-ward", number);
    expected.decided += 1;
    expected.adopted += 1;
    await checkAtOnce();
    await assertAsked(stage, 0, expected);
  }
  change();
  await checkAtOnce();
  const left = await assertAsked(stage, 1, expected);
  nights.primary.state.editChannel("PAS ADT In", String(port), String(port - 1), { by: "j.okafor" });
  await checkAtOnce();
  await assertAsked(stage, 0, expected);
  const reasons = github.hub.pull(left).comments.filter(({ body }) => /nothing is left to decide/.test(body));
  assert.equal(reasons.length, 1, "why it is closed is told once");
  await assertSoundStore(app, "at the end");
  assert.equal((await app.ledger.verify()).sound, true);
}

/** Nothing that the forge did not take, whoever else was at it. */
function assertTold({ review }: CheckReport): void {
  assert.equal(review?.forge.message, null, JSON.stringify(review));
  assert.ok(review.proposals.every(({ state }) => state !== "unavailable"));
}

async function ask({ service }: ServedEstate, request: JobRequest): Promise<void> {
  await service.queue.add(request, { key: randomUUID() });
}

/** Gives the newest review. */
async function assertAsked(
  { github, nights }: GitHubStage,
  open: number,
  expected: { readonly adopted: number; readonly decided: number },
): Promise<number> {
  const { app } = nights.estate;
  const pulls = [...github.hub.pulls()];
  assert.equal(pulls.filter(({ state }) => state === "open").length, open);
  assert.equal((await recordsOf(app, "baseline-adopted")).length, expected.adopted);
  assert.equal((await recordsOf(app, "review-decided")).length, expected.decided);
  await assertEachOnce(app);
  const dashboards = [...github.hub.issues.values()].filter(({ labels }) => labels.includes("lockstep-dashboard"));
  assert.equal(dashboards.filter(({ state }) => state === "open").length, 1);
  return Math.max(...pulls.map(({ number }) => number));
}

async function assertEachOnce(app: App): Promise<void> {
  const ids = (await recordsOf(app, "governance-finding")).map(({ body }) => String(body["id"]));
  assert.equal(new Set(ids).size, ids.length, "a finding is on record once");
}

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReviewReport } from "#schemas/review-report";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";

const JO = { by: "j.okafor" };
let stage: GitHubStage;
let port = 6661;

before(async () => {
  stage = await stageOnGitHub();
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

after(() => stage[Symbol.asyncDispose]());

function reviewed(): ReviewReport {
  return stage.nights.review() ?? assert.fail("the check said nothing of reviews");
}

function waiting(): number {
  const open = reviewed().proposals.find(({ state }) => ["opened", "reopened", "updated", "unchanged"].includes(state));
  return open?.number ?? assert.fail(JSON.stringify(reviewed().proposals));
}

function change(to: number): void {
  stage.nights.primary.state.editChannel("PAS ADT In", String(port), String(to), JO);
  port = to;
}

/** The port that is approved, as the next check's findings tell it; `null` where production holds what is approved. */
async function approvedPort(): Promise<string | null> {
  const report = await stage.nights.check();
  const changes = report.findings.flatMap((finding) => finding.changes);
  return changes.find(({ label }) => /Port/.test(label))?.baseline ?? null;
}

async function approveAndMerge(number: number): Promise<void> {
  await stage.approve(number, "pat-lowe");
  await stage.merge(number, "robin-ward");
}

test("a merge whose changes no longer fitted is never adopted later, though they would fit again", async () => {
  change(6671);
  await stage.nights.check();
  const late = waiting();
  await stage.approve(late, "pat-lowe");
  await stage.nights.adopt();
  await stage.merge(late, "robin-ward");
  await stage.nights.check();
  change(6661);
  await stage.nights.check();
  await approveAndMerge(waiting());
  await stage.nights.check();
  await stage.nights.check();
  const report = await stage.nights.check();
  assert.deepEqual(report.findings, []);
  assert.equal(report.baseline?.approver, "pat-lowe");
});

test("a merge that did not count does not begin to count when an objection is taken back", async () => {
  change(6681);
  await stage.nights.check();
  const number = waiting();
  await stage.approve(number, "pat-lowe");
  stage.github.people.requestChanges("robin-ward", number, "not yet");
  stage.nights.pass(1);
  await stage.github.people.mergeAsAdmin("sam-passer", number);
  await stage.nights.check();
  await stage.close(waiting(), "robin-ward");
  await stage.nights.check();
  stage.nights.pass(1);
  stage.github.people.approve("robin-ward", number);
  assert.equal(await approvedPort(), "6661");
  assert.equal(reviewed().proposals.at(-1)?.state, "declined");
});

test("a declined review that is opened again, approved and merged is a decision anew", async () => {
  const declined = [...stage.github.hub.pulls()].findLast(
    ({ state, pull }) => state === "closed" && pull.mergedAt === null,
  );
  assert.ok(declined);
  await stage.github.people.reopen("pat-lowe", declined.number);
  await stage.nights.check();
  assert.equal((await stage.look(declined.number)).state, "open");
  stage.nights.pass(1);
  stage.github.people.approve("robin-ward", declined.number);
  await approveAndMerge(declined.number);
  assert.equal(await approvedPort(), "6681");
});

test("a branch that is set back to what was approved before moves nothing", async () => {
  change(6691);
  await stage.nights.check();
  const number = waiting();
  const { headRef, headSha } = stage.github.hub.pull(number).pull;
  await stage.approve(number, "pat-lowe");
  change(6701);
  await stage.nights.check();
  stage.nights.pass(1);
  await stage.github.people.forcePush("sam-passer", headRef, headSha);
  await stage.merge(number, "sam-passer");
  assert.equal(await approvedPort(), "6681");
  assert.ok(reviewed().governance.some(({ message }) => /not the latest that Lockstep wrote/.test(message)));
});

test("asking to merge a proposal's branch elsewhere asks nothing of ours, and closing that declines nothing", async () => {
  await stage.nights.check();
  const number = waiting();
  const { headRef } = stage.github.hub.pull(number).pull;
  await stage.github.people.pushCommit("sam-passer", "junk", { "junk.txt": "x\n" });
  const junk = await stage.github.people.openPull("sam-passer", { title: "x", body: "", head: headRef, base: "junk" });
  await stage.close(junk, "robin-ward");
  await stage.nights.check();
  assert.equal(waiting(), number);
  assert.equal((await stage.look(number)).state, "open");
});

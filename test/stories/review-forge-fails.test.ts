import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { ReviewReport } from "#schemas/review-report";
import type { GitHubForgeFaults } from "#services/simulators/github/faults";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";

let stage: GitHubStage;
const faults: { -readonly [Name in keyof GitHubForgeFaults]: GitHubForgeFaults[Name] } = {};
let port = 6661;

before(async () => {
  stage = await stageOnGitHub({}, { faults });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

after(() => stage[Symbol.asyncDispose]());

beforeEach(() => {
  for (const name of Object.keys(faults)) Reflect.deleteProperty(faults, name);
});

function reviewed(): ReviewReport {
  return stage.nights.review() ?? assert.fail("the check said nothing of reviews");
}

/** Changes production to something that it never was. */
function change(): void {
  stage.nights.primary.state.editChannel("PAS ADT In", String(port), String(port + 1), { by: "j.okafor" });
  port += 1;
}

function waiting(): number {
  const found = reviewed().proposals.find(({ state }) =>
    ["opened", "updated", "reopened", "unchanged"].includes(state),
  );
  return found?.number ?? assert.fail(JSON.stringify(reviewed()));
}

/** The run with the fault finishes, judges as ever, and says so; the run after it has caught up. */
async function catchesUp(fault: GitHubForgeFaults): Promise<void> {
  change();
  Object.assign(faults, fault);
  const report = await stage.nights.check();
  assert.equal(report.findings.length, 1);
  assert.equal(report.readiness.verdict, "not-ready");
  const during = reviewed();
  const isTold = during.forge.state === "unavailable" || during.proposals.some(({ state }) => state === "unavailable");
  assert.ok(isTold, JSON.stringify(during));
  assert.ok((during.forge.message ?? "") !== "");
  assert.doesNotMatch(JSON.stringify(during), /github_pat/);
  for (const name of Object.keys(faults)) Reflect.deleteProperty(faults, name);
  await stage.nights.check();
  assert.equal(reviewed().forge.message, null);
  const number = waiting();
  const open = [...stage.github.hub.pulls()].filter(({ state }) => state === "open");
  assert.deepEqual(
    open.map((pull) => pull.number),
    [number],
  );
  assert.match((await stage.look(number)).body ?? "", new RegExp(`\\b${port}\\b`));
}

test("GitHub resets every connection", () => catchesUp({ resetConnection: { path: "*" } }));

test("GitHub answers 503 to everything", () => catchesUp({ status: { path: "*", code: 503 } }));

test("GitHub answers 502 where a review is opened or written", () =>
  catchesUp({ status: { path: "/repos/hospital/estate/pulls", code: 502 } }));

test("the token has run out", () => catchesUp({ tokenExpired: true }));

test("the account may only read", () => catchesUp({ readOnly: true }));

test("a secondary limit asks to wait for an hour", () =>
  catchesUp({ secondaryLimit: { times: 1000, retryAfterSeconds: 3600 } }));

test("a gateway answers with its login page", () => catchesUp({ loginPage: "*" }));

test("doctor looks at the forge, and names what is wrong with its remedy", async () => {
  const forgeChecks = async () => {
    const found = await stage.nights.estate.app.diagnose();
    return found.filter(({ check }) => check.startsWith("forge: "));
  };
  assert.ok((await forgeChecks()).every(({ state }) => state !== "failed"));
  Object.assign(faults, { tokenExpired: true });
  const failed = (await forgeChecks()).filter(({ state }) => state === "failed");
  assert.ok(failed.length > 0 && failed.every(({ remedy }) => (remedy ?? "") !== ""));
});

test("a review whose branch a person deleted is asked about anew", async () => {
  const number = waiting();
  await stage.github.people.deleteBranch("sam-passer", stage.github.hub.pull(number).pull.headRef);
  await stage.nights.check();
  assert.notEqual(waiting(), number);
});

test("a commit of a person on the branch is left alone, and nothing of it is ever adopted", async () => {
  const number = waiting();
  const { headRef } = stage.github.hub.pull(number).pull;
  const pushed = await stage.github.people.pushCommit("sam-passer", headRef, { "baselines/tie/evil.json": "{}" });
  change();
  await stage.nights.check();
  assert.equal(reviewed().proposals[0]?.state, "hands-off");
  assert.equal((await stage.look(number)).head, pushed);
  await stage.approve(number, "pat-lowe");
  await stage.merge(number, "pat-lowe");
  const report = await stage.nights.check();
  assert.equal(report.baseline?.approver, "C. Chair");
  assert.ok(reviewed().governance.some(({ code }) => code === "merged-unapproved"));
  assert.ok(
    reviewed().proposals.some(({ state, because }) => state === "hands-off" && /delete the branch/.test(because)),
  );
  await stage.github.people.deleteBranch("sam-passer", headRef);
  await stage.nights.check();
  assert.notEqual(waiting(), number);
});

test("a baseline that somebody edits on the forge is put back, and it is a finding", async () => {
  const { hub, people } = stage.github;
  const files = (await hub.git.run(["ls-tree", "-r", "--name-only", "main"])).split("\n");
  const path = files.find((file) => file.startsWith("baselines/tie/channel")) ?? assert.fail(files.join("\n"));
  await people.pushCommit("sam-passer", "main", { [path]: "{}\n" }, "mend the baseline");
  const report = await stage.nights.check();
  assert.equal(report.baseline?.approver, "C. Chair");
  assert.equal(report.findings.length, 1);
  assert.ok(reviewed().governance.some(({ code }) => code === "baseline-changed-outside-review"));
  assert.notEqual(await hub.git.readFile("main", path), "{}\n");
});

test("what people edit in the policy on the forge is in force in the next run", async () => {
  const policy = "mode: observe\n";
  await stage.github.people.pushCommit("pat-lowe", "main", { "policy/policy.yaml": policy }, "observe for now");
  assert.equal((await stage.nights.check()).mode, "observe");
});

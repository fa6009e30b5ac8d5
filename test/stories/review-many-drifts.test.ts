import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReviewReport } from "#schemas/review-report";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { manyChannels } from "#test/simulators/many-channels";

const COUNT = 500;
const FLOWS = ["ADT", "ORU", "ORM", "SIU", "MDM"];
let stage: GitHubStage;

/** Five hundred interfaces of five flows; by noon each of them differs in a way of its own. */
before(async () => {
  stage = await stageOnGitHub({
    model: manyChannels(COUNT, FLOWS),
    policy: {
      policy: { massChangeShare: 1 },
      interfaces: {
        interfaces: FLOWS.map((flow) => ({ match: { name: `${flow} *` }, tier: 2, flow, owner: "Integration team" })),
      },
    },
  });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

after(() => stage[Symbol.asyncDispose]());

function reviewed(): ReviewReport {
  return stage.nights.review() ?? assert.fail("the check said nothing of reviews");
}

function edit(index: number, port: number): void {
  const name = `${FLOWS[index % FLOWS.length]} ${String(index).padStart(3, "0")}`;
  stage.nights.primary.state.editChannel(name, String(20_000 + index), String(port), { by: "j.okafor" });
}

test("five hundred drifts of one night become a handful of pull requests, and none of them is lost", async () => {
  for (let index = 0; index < COUNT; index += 1) edit(index, 40_000 + index);
  const before = stage.github.requests.length;
  const report = await stage.nights.check();
  assert.equal(report.findings.length, COUNT);
  const { proposals, forge } = reviewed();
  assert.equal(forge.message, null);
  assert.equal(proposals.length, FLOWS.length);
  assert.ok(proposals.every(({ state }) => state === "opened"));
  assert.equal(
    proposals.reduce((sum, { changes }) => sum + changes, 0),
    COUNT,
  );
  const written = stage.github.requests.slice(before).filter(([method]) => method !== "GET");
  assert.ok(written.length < 80, `${written.length} requests that write`);
  for (const { number, url } of proposals) {
    const { body } = await stage.look(number ?? 0);
    assert.ok((body?.length ?? 0) <= 60_000 && /100/.test(body ?? ""), url ?? "");
  }
});

test("a night without news writes nothing to GitHub but the time on the dashboard", async () => {
  const before = stage.github.requests.length;
  await stage.nights.check();
  assert.ok(reviewed().proposals.every(({ state }) => state === "unchanged"));
  const written = stage.github.requests
    .slice(before)
    .filter(([method]) => method !== "GET")
    .map(([method, path]) => `${method} ${path}`);
  assert.deepEqual([...new Set(written)], ["PATCH /repos/hospital/estate/issues/1"]);
});

test("one merge moves one flow alone, all hundred interfaces of it", async () => {
  const [first] = reviewed().proposals;
  assert.ok(first?.number);
  await stage.approve(first.number, "pat-lowe");
  await stage.merge(first.number, "pat-lowe");
  const report = await stage.nights.check();
  const cases = report.findings.map((finding) => finding.case);
  assert.equal(cases.filter((each) => each === "standby-behind").length, 100);
  assert.equal(cases.filter((each) => each === "production-changed").length, COUNT - 100);
});

test("the commit that was decided on says so, and those that wait say that", () => {
  const latest = new Map(stage.github.hub.statuses.map(({ sha, state }) => [sha, state]));
  const states = [...latest.values()];
  const counts = {
    success: states.filter((state) => state === "success").length,
    pending: states.filter((state) => state === "pending").length,
  };
  assert.deepEqual(counts, { success: 1, pending: FLOWS.length - 1 });
});

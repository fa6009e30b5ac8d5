import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";

let stage: ReviewStage;

before(async () => {
  stage = await stageLocally();
  const { nights } = stage;
  await nights.check();
  await nights.adopt();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
});

after(() => stage[Symbol.asyncDispose]());

async function desk() {
  return await stage.nights.estate.app.reviews();
}

test("a proposal is found by number, by key and by how its key begins, and not by what is none", async () => {
  const { proposal, number } = await (await desk()).show("1");
  assert.equal(number, 1);
  for (const name of [proposal.key, proposal.key.slice(0, 8)])
    assert.equal((await (await desk()).show(name)).number, 1);
  for (const name of ["", "7", "\u001b[2J", "../main"]) {
    await assert.rejects((await desk()).show(name), { code: "proposal-unknown" });
  }
});

test("who did not look at what stands there, or may not decide, decides nothing", async () => {
  const { proposal } = await (await desk()).show("1");
  const verdict = { name: "1", says: "accept", digest: proposal.digest, by: "pat-lowe", reason: null } as const;
  const refuse = async (given: Partial<typeof verdict> | { digest: string } | { by: string }, code: string) =>
    assert.rejects((await desk()).decide({ ...verdict, ...given }), { code });
  await refuse({ digest: `sha256:${"0".repeat(64)}` }, "proposal-stale");
  await refuse({ digest: proposal.digest.slice(0, 15) }, "usage");
  await refuse({ by: "sam-passer" }, "decision-refused");
  await refuse({ by: "J. Okafor" }, "decision-refused");
  await refuse({ by: " " }, "usage");
  await refuse({ by: "Lockstep" }, "usage");
  assert.equal((await stage.look(1)).state, "open");
});

test("the agenda of a meeting holds what waits, and moves nothing", async () => {
  const { items, meeting } = await (await desk()).agenda("2026-12-03");
  assert.equal(meeting, "2026-12-03");
  assert.deepEqual(
    items.map(({ number, state }) => [number, state]),
    [[1, "unchanged"]],
  );
});

test("once accepted it is adopted at once, and the verdict of before asks for nothing any more", async () => {
  const { proposal } = await (await desk()).show("1");
  const opened = await desk();
  const decided = await opened.decide({
    name: "1",
    says: "accept",
    digest: proposal.digest,
    by: "Pat-Lowe",
    reason: null,
  });
  assert.equal(decided.outcome, "accepted");
  const report = await opened.keep();
  assert.deepEqual(
    report.proposals.map(({ state, number }) => [state, number]),
    [["adopted", 1]],
  );
  assert.match(report.withoutProposal[0]?.message ?? "", /The approved baseline moved/);
  assert.deepEqual((await (await desk()).agenda("2026-12-03")).items, []);
  await assert.rejects((await desk()).show("1"), { code: "proposal-unknown" });
});

test("the next check is in step", async () => {
  const report = await stage.nights.check();
  assert.equal(report.baseline?.approver, "Pat-Lowe");
  assert.deepEqual(stage.nights.review()?.proposals, []);
});

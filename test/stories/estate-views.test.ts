import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Viewed } from "#services/ports/estate-views";
import { type OpenEstateViews, openEstateViews } from "#services/running/views/open-estate-views";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";

let stage: ReviewStage;
let views: OpenEstateViews;

before(async () => {
  stage = await stageLocally();
  const { app } = stage.nights.estate;
  views = openEstateViews(app.settings, { now: stage.nights.now });
});

after(async () => {
  await views.close();
  await stage[Symbol.asyncDispose]();
});

function read<T>({ value, fault }: Viewed<T>): T {
  return value ?? assert.fail(`nothing could be read: ${JSON.stringify(fault)}`);
}

test("an engine that was never checked is unknown on every axis, and nothing is read as being in order", async () => {
  const [tie] = read(await views.overview()).engines;
  assert.equal(tie?.readiness.verdict, "unknown");
  const axes = [tie?.conformity, tie?.authorisation, tie?.operability, tie?.access, tie?.freshness];
  assert.deepEqual(
    axes.map((axis) => axis?.state),
    ["unknown", "unknown", "unknown", "unknown", "never"],
  );
  assert.equal(read(await views.engine("tie")).report, null);
});

test("what was read stays at hand until something is written, and never longer", async () => {
  const first = await views.overview();
  assert.strictEqual((await views.overview()).value, first.value);
  assert.equal((await views.overview()).mark, first.mark);
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
  const then = await views.overview();
  assert.notEqual(then.mark, first.mark);
  const [tie] = read(then).engines;
  assert.equal(tie?.readiness.verdict, "ready");
  assert.equal(tie?.conformity.state, "in-lockstep");
  assert.equal(tie?.authorisation.state, "nothing-waits");
  assert.equal(tie?.access.state, "ok");
});

test("a finding is shown with its three sides, its versions and its first run", async () => {
  stage.nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await stage.nights.check();
  const { report } = read(await views.engine("tie"));
  const [found] = report?.findings ?? [];
  const view = read(await views.finding("tie", found?.id.slice(0, 19) ?? ""));
  assert.equal(view?.finding.id, found?.id);
  assert.equal(view?.waits, true);
  assert.deepEqual(
    view?.sides.map(({ side, nodeId }) => [side, nodeId]),
    [
      ["baseline", null],
      ["production", "tie-a"],
      ["standby", "tie-b"],
    ],
  );
  assert.equal(view?.sides[1]?.versions.length, 2);
  assert.equal(view?.history.runs, 1);
  assert.equal((await views.finding("tie", "00000000")).value, undefined);
});

test("contents of a node are listed once each, with the looks that saw them", async () => {
  await stage.nights.check();
  const snapshots = read(await views.snapshots("tie", "tie-a"));
  assert.equal(snapshots.length, 2);
  assert.ok((snapshots[0]?.looks ?? 0) >= 2);
  assert.ok((snapshots[0]?.firstSeen ?? "") < (snapshots[0]?.lastSeen ?? ""));
});

test("pages of runs hold each run once, also where runs are added meanwhile", async () => {
  const all = read(await views.runs({ limit: 100 })).items.map(({ runId }) => runId);
  const paged: string[] = [];
  let next: number | undefined;
  do {
    const page = read(await views.runs({ limit: 1, before: next }));
    paged.push(...page.items.map(({ runId }) => runId));
    next = page.next;
    if (paged.length === 2) await stage.nights.check();
  } while (next !== undefined);
  assert.deepEqual(paged, all);
  assert.deepEqual(read(await views.runs({ limit: 10, engineIds: ["lab"] })).items, []);
});

test("pages of records hold each record once, and one is found by its number", async () => {
  const all = read(await views.records({ limit: 200 })).items;
  const paged: number[] = [];
  let next: number | undefined;
  do {
    const page = read(await views.records({ limit: 2, before: next }));
    paged.push(...page.items.map(({ seq }) => seq));
    next = page.next;
  } while (next !== undefined);
  assert.deepEqual(
    paged,
    all.map(({ seq }) => seq),
  );
  assert.equal(read(await views.record(1))?.hash, all.find(({ seq }) => seq === 1)?.hash);
  assert.equal((await views.record(9999)).value, undefined);
});

test("a proposal that waits is found by its number and by how its key begins", async () => {
  const [waiting] = read(await views.proposals());
  assert.equal(waiting?.engineId, "tie");
  const byNumber = read(await views.proposal(String(waiting?.number)));
  assert.equal(byNumber?.proposal.digest, waiting?.digest);
  assert.equal(read(await views.proposal(waiting?.key.slice(0, 5) ?? ""))?.review?.state, "open");
  assert.equal((await views.proposal("none")).value, undefined);
});

test("a waiver is told with its days left, on its last day still in force and on the next no more", async () => {
  // The next check comes twelve hours later: from the small hours on that is the same day.
  stage.nights.pass(25 - stage.nights.now().getUTCHours());
  const { report } = read(await views.engine("tie"));
  const today = stage.nights.now().toISOString().slice(0, 10);
  await stage.nights.estate.app.waive("tie", {
    ...{ findingId: report?.findings[0]?.id ?? "", owner: "J. Okafor", approver: "Ros Haddon" },
    ...{ reason: "until the new interface is live", until: today, ticket: null, isTrial: false },
  });
  await stage.nights.check();
  const [waiver] = read(await views.decisions()).waivers;
  assert.deepEqual([waiver?.daysLeft, waiver?.standing, waiver?.hidesOn], [0, "in-force", ["tie"]]);
  stage.nights.pass(24);
  const [ended] = read(await views.decisions()).waivers;
  assert.deepEqual([ended?.daysLeft, ended?.standing], [-1, "ended"]);
});

test("a verdict that has run out is unknown although nothing was written", async () => {
  const before = await views.mark();
  stage.nights.pass(10 * 24);
  assert.equal(await views.mark(), before);
  const { ready } = read(await views.engine("tie"));
  assert.equal(ready.verdict, "unknown");
  const [tie] = read(await views.overview()).engines;
  assert.deepEqual([tie?.readiness.verdict, tie?.freshness.state], ["unknown", "stale"]);
});

test("what is not there is told as a fault with a code, and nothing else is shown", async () => {
  const { value, fault } = await views.snapshot("tie/none");
  assert.equal(value, undefined);
  assert.equal(fault?.code, "selector-unknown");
});

test("a policy that nothing was hidden by says so of each rule", async () => {
  const { runs } = read(await views.policyHealth());
  assert.ok(runs.replayed > 0);
});

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import type { CheckContext } from "#services/jobs/check/take-run";
import { type GitHubStage, stageOnGitHub } from "#test/fakes/review-stage";
import { recordsOf } from "#test/fakes/served-estate";

let stage: GitHubStage;

before(async () => {
  stage = await stageOnGitHub();
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

after(() => stage[Symbol.asyncDispose]());

function change(from: string, to: string): void {
  stage.nights.primary.state.editChannel("PAS ADT In", from, to, { by: "j.okafor" });
}

/** A check that has read everything, and finishes only after something else was done. */
async function checkWhile(act: () => Promise<unknown>): Promise<CheckReport> {
  const observe = (context: CheckContext): CheckContext => ({
    ...context,
    ledger: {
      ...context.ledger,
      async append(entry) {
        const record = await context.ledger.append(entry);
        if (entry.type === "run") await act();
        return record;
      },
    },
  });
  return await stage.nights.estate.app.check(["tie"], { observe });
}

function only(): number {
  const open = [...stage.github.hub.pulls()].filter(({ state }) => state === "open");
  assert.equal(open.length, 1);
  return open[0]?.number ?? assert.fail();
}

test("what a run saw is not put in the place of what a later one saw", async () => {
  change("6661", "6671");
  const report = await checkWhile(async () => {
    change("6671", "6672");
    await stage.nights.check();
  });
  const seen = await stage.look(only());
  assert.match(seen.body ?? "", /6672/);
  assert.deepEqual(seen.comments, []);
  assert.deepEqual(
    report.review?.proposals.map(({ state, number }) => [state, number]),
    [["unchanged", only()]],
  );
  assert.match(report.review?.withoutProposal[0]?.message ?? "", /Production \(tie-a\) was seen to be another one/);
});

test("what was approved while a run was at work is not asked about again by it", async () => {
  const number = only();
  const report = await checkWhile(async () => {
    await stage.approve(number, "pat-lowe");
    await stage.merge(number, "robin-ward");
    assert.deepEqual(await stage.nights.estate.app.settleReviews(), ["tie"]);
  });
  assert.deepEqual(
    [...stage.github.hub.pulls()].filter(({ state }) => state === "open"),
    [],
  );
  assert.deepEqual(report.review?.proposals, []);
  assert.match(report.review?.withoutProposal[0]?.message ?? "", /baseline moved/);
  assert.equal(report.review?.forge.message, null);
  assert.equal((await recordsOf(stage.nights.estate.app, "review-decided")).length, 1);
});

test("a review that a later run opened is not closed by one that saw nothing to decide", async () => {
  await checkWhile(async () => {
    change("6672", "6680");
    await stage.nights.check();
  });
  assert.match((await stage.look(only())).body ?? "", /6680/);
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { AlignPlan } from "#schemas/align-plan";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { importIntoMirth } from "#test/align/import-into-mirth";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";

const JO = { by: "j.okafor" };

let stage: ReviewStage;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-review-align-"));
  stage = await stageLocally();
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
});

afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function check(): Promise<CheckReport> {
  stage.nights.pass(12);
  return await stage.nights.estate.app.check(["tie"]);
}

async function align(name: string, nodeId?: string): Promise<{ readonly plan: AlignPlan; readonly folder: string }> {
  stage.nights.pass(1);
  const { app } = stage.nights.estate;
  const { plan, folder: written } = await app.align("tie", { nodeId, allowDeletions: false, out: join(folder, name) });
  return { plan, folder: written ?? assert.fail("nothing was written") };
}

/** What somebody changes on production at noon. */
function change(from: string, to: string): void {
  const { state } = stage.nights.primary;
  state.editChannel("PAS ADT In", from, to, JO);
  state.deployChannel("PAS ADT In", JO);
}

async function waiting(): Promise<number> {
  const { review } = await check();
  const [proposal, ...others] = review?.proposals ?? [];
  assert.deepEqual([proposal?.state, others.length], ["opened", 0]);
  return proposal?.number ?? assert.fail("nothing waits for a decision");
}

function engineOf({ engines: [engine] }: CheckReport): EngineReport {
  return engine ?? assert.fail("no engine was checked");
}

function casesOf(report: CheckReport): readonly string[] {
  return engineOf(report).findings.map((finding) => finding.case);
}

const statesOf = ({ alignments }: CheckReport): readonly string[] =>
  (alignments ?? []).map(({ nodeId, state }) => `${nodeId} ${state}`);

async function proofs(): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const { body } of stage.nights.estate.app.ledger.records({ type: "alignment-proved" })) found.push(body);
  return found;
}

describe("a change that is accepted", () => {
  it("comes to the standby by a package that a person imports, and the next check proves it once", async () => {
    change("6661", "6671");
    const number = await waiting();
    await stage.approve(number, "pat-lowe");
    await stage.merge(number, "pat-lowe");
    assert.deepEqual(casesOf(await check()), ["standby-behind"]);

    const { plan, folder: written } = await align("standby");
    const open = await check();
    assert.deepEqual(statesOf(open), ["tie-b open"]);
    assert.match(renderTerminal(open), /tie-b of tie, planned .*Not carried out yet: 0 of 1/);
    assert.deepEqual(await proofs(), []);

    await importIntoMirth(stage.nights.standby.state, written, plan);
    const proved = await check();
    assert.deepEqual(casesOf(proved), []);
    assert.equal(engineOf(proved).readiness.verdict, "ready");
    assert.deepEqual(statesOf(proved), ["tie-b proved"]);
    const snapshot = engineOf(proved).nodes.find(({ nodeId }) => nodeId === "tie-b")?.snapshot?.commit;
    const proof = { plan: plan.digest, engineId: "tie", nodeId: "tie-b", runId: proved.runId, snapshot };
    assert.deepEqual(await proofs(), [proof]);

    const later = await check();
    assert.equal("alignments" in later, false);
    assert.equal((await proofs()).length, 1);
    assert.equal((await stage.nights.estate.app.ledger.verify()).sound, true);
  });

  it("is proved also where no check saw the standby between the plan and the import", async () => {
    const { standby } = stage.nights;
    standby.state.setConfigurationValue("pas-host", "old.hospital.test");
    const { plan, folder: written } = await align("unseen");
    await importIntoMirth(standby.state, written, plan, {
      fill: (text) => text.replace(/\{\{LOCKSTEP:SECRET [^{}]*\}\}/g, "invented-mesh-password"),
    });
    const report = await check();
    assert.deepEqual(statesOf(report), ["tie-b proved"]);
    assert.equal((await proofs()).length, 1);
  });

  it("makes a plan from before it stale, and a newer plan takes its place", async () => {
    const { standby } = stage.nights;
    standby.state.editChannel("ADT to LIMS", "7001", "7009", JO);
    await check();
    await align("before");
    change("6661", "6671");
    const number = await waiting();
    await stage.approve(number, "pat-lowe");
    await stage.merge(number, "pat-lowe");
    assert.deepEqual(statesOf(await check()), ["tie-b stale"]);
    const { plan } = await align("anew");
    const { alignments = [] } = await check();
    assert.deepEqual(
      alignments.map((each) => [each.plan, each.state]),
      [[plan.digest, "open"]],
    );
  });

  it("is unknown, not open, while the standby does not answer", async () => {
    stage.nights.standby.state.editChannel("ADT to LIMS", "7001", "7009", JO);
    await check();
    await align("down");
    await stage.nights.standby.stop();
    assert.deepEqual(statesOf(await check()), ["tie-b unknown"]);
  });
});

describe("a change that is declined", () => {
  async function decline(): Promise<void> {
    change("6661", "6671");
    await stage.close(await waiting(), "pat-lowe");
    const { review } = await check();
    assert.ok(review?.proposals.every(({ state }) => state === "declined"));
  }

  it("goes from production by a package that a person imports, and the next check proves it", async () => {
    await decline();
    const { plan, folder: written } = await align("production", "tie-a");
    assert.equal(plan.complete, true);
    await importIntoMirth(stage.nights.primary.state, written, plan);
    const report = await check();
    assert.deepEqual(casesOf(report), []);
    assert.equal(engineOf(report).readiness.verdict, "ready");
    assert.deepEqual(statesOf(report), ["tie-a proved"]);
    assert.deepEqual(report.review?.proposals, []);
    assert.equal((await proofs()).length, 1);
  });

  it("leaves nothing to decide or to align once somebody has put production back by hand", async () => {
    await decline();
    change("6671", "6661");
    const report = await check();
    assert.deepEqual(casesOf(report), []);
    assert.equal(engineOf(report).readiness.verdict, "ready");
    assert.deepEqual(report.review?.proposals, []);
    assert.deepEqual(report.review?.withoutProposal, []);
    assert.equal("alignments" in report, false);
  });
});

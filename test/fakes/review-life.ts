import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ReviewedProposal, ReviewReport } from "#schemas/review-report";
import { gitAsOutsider } from "./git-as-outsider.js";
import { withNamesInBook } from "./names-in-book.js";
import type { ReviewStage } from "./review-stage.js";

const JO = { by: "j.okafor" };

/** Tells the life of a review, night by night, wherever the proposals of the estate are reviewed. */
export function tellReviewLife(start: () => Promise<ReviewStage>): void {
  let stage: ReviewStage;

  before(async () => {
    stage = await start();
    await stage.nights.check();
    await stage.nights.adopt();
    await stage.nights.check();
  });

  after(() => stage[Symbol.asyncDispose]());

  function reviewed(): ReviewReport {
    return stage.nights.review() ?? assert.fail("the check said nothing of reviews");
  }

  function states(): string[] {
    return reviewed().proposals.map(({ state, number }) => `${state} ${number}`);
  }

  function only(): ReviewedProposal {
    const [proposal, ...others] = reviewed().proposals;
    assert.equal(others.length, 0, JSON.stringify(states()));
    return proposal ?? assert.fail("there is no proposal");
  }

  /** The review that waits for a decision now. */
  function waiting(): number {
    const open = reviewed().proposals.find(({ state }) =>
      ["opened", "reopened", "updated", "unchanged"].includes(state),
    );
    return open?.number ?? assert.fail(`nothing waits: ${JSON.stringify(states())}`);
  }

  /** What a person changes on production at noon. */
  function change(from: string, to: string): void {
    stage.nights.primary.state.editChannel("PAS ADT In", from, to, JO);
    stage.nights.primary.state.deployChannel("PAS ADT In", JO);
  }

  test("in lockstep, nobody is asked anything", () => {
    assert.equal(reviewed().forge.state, "read", reviewed().forge.message ?? "");
    assert.deepEqual(states(), []);
    assert.deepEqual(reviewed().withoutProposal, []);
  });

  test("a change on production is asked about once, and the same change the night after touches nothing", async () => {
    change("6661", "6671");
    await stage.nights.check();
    const number = waiting();
    assert.deepEqual(states(), [`opened ${number}`]);
    const before = await stage.look(number);
    await stage.nights.check();
    assert.deepEqual(states(), [`unchanged ${number}`]);
    assert.deepEqual(await stage.look(number), before);
  });

  test("when the change becomes another one, the reviewer is told what moved, and an approval given before is void", async () => {
    const number = waiting();
    await stage.approve(number, "pat-lowe");
    change("6671", "6691");
    await stage.nights.check();
    assert.deepEqual(states(), [`updated ${number}`]);
    assert.match((await stage.look(number)).comments.at(-1) ?? "", /others than when you looked/);
    await stage.merge(number, "pat-lowe");
    const report = await stage.nights.check();
    assert.equal(reviewed().proposals[0]?.state, "merged-unapproved");
    assert.ok(reviewed().governance.some(({ code }) => code === "merged-unapproved"));
    assert.equal(report.baseline?.approver, "C. Chair");
    assert.notEqual(waiting(), number);
  });

  test("when the change is taken back, the question is closed with the reason, and opened again when it comes back within a week", async () => {
    const number = waiting();
    change("6691", "6661");
    await stage.nights.check();
    assert.ok(states().includes(`closed ${number}`), JSON.stringify(reviewed().proposals));
    assert.match((await stage.look(number)).comments.at(-1) ?? "", /nothing is left to decide/);
    change("6661", "6691");
    await stage.nights.check();
    assert.ok(states().includes(`reopened ${number}`), JSON.stringify(reviewed().proposals));
    assert.equal((await stage.look(number)).state, "open");
  });

  test("an approved merge moves the baseline by a commit whose signature holds and that names approver and digest", async () => {
    const number = waiting();
    await stage.approve(number, "pat-lowe");
    await stage.merge(number, "robin-ward");
    const report = await stage.nights.check();
    assert.deepEqual(states(), [`adopted ${number}`]);
    assert.equal(report.baseline?.approver, "pat-lowe");
    assert.deepEqual(
      report.findings.map((finding) => finding.case),
      ["standby-behind"],
    );
    const { estate } = stage.nights;
    const { storeDir } = estate;
    const commit = report.baseline?.commit ?? "";
    const message = await gitAsOutsider(storeDir, "log", "-1", "--format=%B", commit);
    assert.match(await withNamesInBook(estate, message), /^Approved-By: pat-lowe$/m);
    assert.match(message, new RegExp(`^Lockstep-Proposal: ${only().key}$`, "m"));
    assert.match(message, new RegExp(`^Lockstep-Change: ${only().digest}$`, "m"));
    assert.match(await showSignature(storeDir, commit), /Good "git" signature for lockstep/);
    await stage.nights.check();
    assert.deepEqual(reviewed().proposals, []);
    assert.deepEqual(
      reviewed().withoutProposal.map(({ why }) => why),
      ["standby-only"],
    );
  });

  test("what an approver closes is declined: the same change is not asked about again, and another one is", async () => {
    change("6691", "7777");
    await stage.nights.check();
    await stage.close(waiting(), "robin-ward");
    await stage.nights.check();
    await stage.nights.check();
    assert.equal(only().state, "declined");
    change("7777", "7778");
    await stage.nights.check();
    assert.equal(only().state, "opened");
  });

  test("what somebody else closes is opened again, and they are told why", async () => {
    const number = waiting();
    await stage.close(number, "sam-passer");
    await stage.nights.check();
    assert.equal((await stage.look(number)).state, "open");
    assert.match((await stage.look(number)).comments.at(-1) ?? "", /only an approver/);
  });

  test("somebody who is no approver cannot move the baseline, whatever they merge", async () => {
    const number = waiting();
    await stage.approve(number, "sam-passer");
    await stage.merge(number, "sam-passer");
    const report = await stage.nights.check();
    assert.equal(report.baseline?.approver, "pat-lowe");
    assert.ok(reviewed().proposals.some(({ state }) => state === "merged-unapproved"));
  });
}

/** As a person would look, with the keys that the estate allows. */
async function showSignature(storeDir: string, commit: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-signers-"));
  try {
    const file = join(folder, "allowed_signers");
    await writeFile(file, await gitAsOutsider(storeDir, "show", "main:policy/allowed_signers"));
    const keys = ["-c", "gpg.format=ssh", "-c", `gpg.ssh.allowedSignersFile=${file}`];
    return await gitAsOutsider(storeDir, ...keys, "log", "-1", "--show-signature", commit);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReviewReport } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { giveOpinion } from "#services/forges/local/decide";
import type { ReviewDecided } from "#services/jobs/review/decide-review";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { assertNothingInvisible } from "#test/fakes/assert-plain-markdown";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type ReviewStage, stageLocally } from "#test/fakes/review-stage";
import { runCommand } from "#test/fakes/run-commands";

let stage: ReviewStage;
let port = 6661;

/** Two proposals stand open: one of a flow, one of everything else. */
before(async () => {
  const adt = { match: { name: "PAS ADT In" }, tier: 1, flow: "ADT", owner: "Integration team" };
  const letters = { match: { name: "Discharge letters" }, tier: 3, flow: "Letters", owner: "Integration team" };
  stage = await stageLocally({ policy: { interfaces: { interfaces: [adt, letters] } } });
  await stage.nights.check();
  await stage.nights.adopt();
  await stage.nights.check();
  change();
  stage.nights.primary.state.editChannel("Discharge letters", "*.xml", "*.hl7", { by: "j.okafor" });
  await stage.nights.check();
  assert.equal(reviewed().proposals.length, 2);
});

after(() => stage[Symbol.asyncDispose]());

/** Changes the port of the ADT interface to one that it never had. */
function change(): void {
  stage.nights.primary.state.editChannel("PAS ADT In", String(port), String(port + 1), { by: "j.okafor" });
  port += 1;
}

function reviewed(): ReviewReport {
  return stage.nights.review() ?? assert.fail("the check said nothing of reviews");
}

function adt() {
  const states = ["opened", "reopened", "updated", "unchanged"];
  const found = reviewed().proposals.find(({ cause, state }) => cause.name === "ADT" && states.includes(state));
  return found ?? assert.fail(JSON.stringify(reviewed().proposals));
}

function ask(...args: readonly string[]) {
  const { folder, app } = stage.nights.estate;
  return runCommand(args, { folder, environment: app.settings.environment });
}

async function decide(
  by: string,
  says: "accept" | "decline" = "accept",
  digest = adt().digest,
): Promise<ReviewDecided> {
  stage.nights.pass(1);
  const desk = await stage.nights.estate.app.reviews();
  return await desk.decide({ name: String(adt().number), says, digest, by, reason: null });
}

async function decisions(): Promise<number> {
  let count = 0;
  for await (const _ of stage.nights.estate.app.ledger.records({ type: "review-decided" })) count += 1;
  return count;
}

function refusedAs(code: string) {
  return (error: unknown): boolean => error instanceof LockstepError && error.code === code;
}

test("what names no proposal, no digest, nobody, or nobody who may decide is refused with a reason, and nothing is put down", async () => {
  const { key, digest } = adt();
  const { storeDir } = stage.nights.estate;
  const before = await gitAsOutsider(storeDir, "for-each-ref");
  const accept = (name: string, given: string, by: string) => ["accept", name, "--digest", given, "--by", by];
  const pat = "pat-lowe";
  const cases: readonly (readonly [RegExp, number, readonly string[]])[] = [
    [/No open proposal is named "nothing".*there are: /, 2, ["show", "nothing"]],
    [/No open proposal is named ""/, 2, ["show", ""]],
    [/No open proposal is named "99"/, 2, ["show", "99"]],
    [/No open proposal is named "\.\.\/x⟨U\+202E⟩\\u001b\[2J"/, 2, ["show", "../x\u202e\u001b[2J"]],
    [/Several open proposals are named "unauthorised": .*Give the number/, 2, ["show", "unauthorised"]],
    [/others than those of the digest/, 2, accept(key, "0".repeat(64), pat)],
    [/others than those of the digest/, 2, accept(key, `sha256:${"0".repeat(12)}`, pat)],
    [/at least the first 12 hex digits/, 64, accept(key, "", pat)],
    [/at least the first 12 hex digits/, 64, accept(key, digest.slice(0, 18), pat)],
    [/at least the first 12 hex digits/, 64, accept(key, "latest-and-greatest", pat)],
    [/names nobody/, 64, accept(key, digest, "")],
    [/names nobody/, 64, accept(key, digest, "  \t ")],
    [/names nobody/, 64, accept(key, digest, "—")],
    [/names nobody/, 64, accept(key, digest, "pat-lowe\nApproved-By: Evil")],
    [/names nobody/, 64, accept(key, digest, `${pat}\u200b`)],
    [/names nobody/, 64, accept(key, digest, "p".repeat(5000))],
    [/none of the approvers/, 2, accept(key, digest, "sam-passer")],
    [/none of the approvers/, 2, accept(key, digest, "j.okafor")],
    [/none of the approvers/, 2, accept(key, digest, "pat-lowe, robin-ward")],
    [/none of the approvers/, 2, ["decline", key, "--digest", digest, "--by", "sam-passer"]],
    [/--digest/, 64, ["accept", key, "--by", pat]],
    [/--by/, 64, ["decline", key, "--digest", digest]],
  ];
  for (const [pattern, code, args] of cases) {
    const said = await ask("review", ...args);
    assert.match(said.stderr, pattern, args.join(" "));
    assert.equal(said.code, code, `${args.join(" ")}: ${said.stderr}`);
    assert.equal(said.stdout, "");
    assertNothingInvisible(said.stderr);
    assert.ok(said.stderr.length < 2000);
  }
  assert.equal(await gitAsOutsider(storeDir, "for-each-ref"), before);
});

test("a meeting on a day that there is not is a mistake of whoever typed it", async () => {
  for (const day of ["", "tomorrow", "2026-02-30", "2026-12-3", "2026-12-03T09:00Z", "20261203"]) {
    const { code, stdout, stderr } = await ask("cab-pack", "--meeting", day);
    assert.deepEqual([code, stdout], [64, ""]);
    assert.match(stderr, /YYYY-MM-DD/);
  }
});

test("an estate without a Git host has nothing that could be guarded, and protect says so", async () => {
  for (const args of [["protect"], ["protect", "--dry-run"]]) {
    const { code, stdout, stderr } = await ask(...args);
    assert.deepEqual([code, stdout], [64, ""]);
    assert.match(stderr, /There is no Git host/);
  }
});

test("a digest that was true yesterday decides nothing today", async () => {
  const { digest } = adt();
  change();
  await stage.nights.check();
  await assert.rejects(decide("pat-lowe", "accept", digest), refusedAs("proposal-stale"));
  await assert.rejects(decide("pat-lowe", "decline", digest), refusedAs("proposal-stale"));
});

test("what was approved when the power went, before it was merged, is accepted by asking again, and counts once", async () => {
  const { number } = adt();
  const { storeDir: gitDir, app } = stage.nights.estate;
  const store = openReviewStore({ gitDir, signingKeyFile: app.settings.signingKeyFile, now: stage.nights.now });
  const at = stage.nights.now().toISOString();
  const commit = (await stage.look(number ?? 0)).head ?? "";
  await giveOpinion(store, { number: number ?? 0, by: "pat-lowe", at, commit, says: "approved" });
  const report = await stage.nights.check();
  assert.equal(report.baseline?.approver, "C. Chair");
  assert.equal(adt().state, "unchanged");
  assert.equal((await decide("pat-lowe")).outcome, "accepted");
});

test("what was merged when the power went, before it was settled, is settled by the next run, once", async () => {
  const before = await decisions();
  await assert.rejects(decide("robin-ward"), refusedAs("proposal-unknown"));
  const desk = await stage.nights.estate.app.reviews();
  const [one, other] = await Promise.all([desk.keep(), desk.keep()]);
  const adopted = [one, other].flatMap(({ proposals }) => proposals.filter(({ state }) => state === "adopted"));
  assert.ok(adopted.length >= 1);
  const report = await stage.nights.check();
  assert.equal(report.baseline?.approver, "pat-lowe");
  assert.equal(await decisions(), before + 1);
});

test("two people who accept at once accept it once, and the second is told", async () => {
  change();
  await stage.nights.check();
  const before = await decisions();
  const both = await Promise.allSettled([decide("pat-lowe"), decide("robin-ward")]);
  const accepted = both.filter(({ status }) => status === "fulfilled");
  assert.ok(accepted.length >= 1, JSON.stringify(both));
  for (const one of both)
    if (one.status === "rejected") assert.ok(["decision-refused", "proposal-unknown"].includes(one.reason.code));
  const report = await stage.nights.check();
  assert.match(report.baseline?.approver ?? "", /pat-lowe|robin-ward/);
  assert.equal(await decisions(), before + 1);
});

test("one who accepts while another declines settles it one way alone", async () => {
  change();
  await stage.nights.check();
  const before = await decisions();
  const both = await Promise.allSettled([decide("pat-lowe"), decide("robin-ward", "decline")]);
  assert.ok(both.some(({ status }) => status === "fulfilled"));
  await stage.nights.check();
  assert.ok((await decisions()) <= before + 1);
  assert.equal((await ask("ledger", "verify")).code, 0);
});

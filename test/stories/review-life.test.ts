import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { KeptReview } from "#schemas/kept-review";
import type { ReviewedProposal, ReviewReport } from "#schemas/review-report";
import { closeReview, giveOpinion, mergeReview } from "#services/forges/local/decide";
import type { ReviewStore } from "#services/ports/review-store";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type Nights, startNights } from "#test/fakes/nights";

const JO = { by: "j.okafor" };
let nights: Nights;
let store: ReviewStore;

/** An estate without a Git host; Pat Lowe and Robin Ward are its CAB. */
before(async () => {
  nights = await startNights({
    forge: { system: "local" },
    policy: { review: { approvers: { teams: [], people: ["Pat Lowe", "Robin Ward"] } } },
  });
  const { storeDir: gitDir, app } = nights.estate;
  store = openReviewStore({ gitDir, signingKeyFile: app.settings.signingKeyFile, now: nights.now });
  await nights.check();
  await nights.adopt();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

function reviewed(): ReviewReport {
  return nights.review() ?? assert.fail("the check said nothing of reviews");
}

function states(): string[] {
  return reviewed().proposals.map(({ state, number }) => `${state} ${number}`);
}

function only(): ReviewedProposal {
  const [proposal, ...others] = reviewed().proposals;
  assert.equal(others.length, 0);
  return proposal ?? assert.fail("there is no proposal");
}

async function kept(number: number): Promise<KeptReview> {
  return (await store.find(number)) ?? assert.fail(`there is no review ${number}`);
}

async function act(number: number, by = "Pat Lowe") {
  nights.pass(1);
  const { head } = await kept(number);
  return { number, by, at: nights.now().toISOString(), commit: head ?? "" };
}

/** What a person changes on production noon by noon. */
function change(from: string, to: string): void {
  nights.primary.state.editChannel("PAS ADT In", from, to, JO);
  nights.primary.state.deployChannel("PAS ADT In", JO);
}

test("in lockstep, nobody is asked anything", () => {
  assert.deepEqual(states(), []);
  assert.deepEqual(reviewed().withoutProposal, []);
});

test("a change on production is asked about once, and the same change the night after touches nothing", async () => {
  change("6661", "6671");
  await nights.check();
  assert.deepEqual(states(), ["opened 1"]);
  const before = await kept(1);
  await nights.check();
  assert.deepEqual(states(), ["unchanged 1"]);
  assert.deepEqual(await kept(1), before);
});

test("when the change becomes another one, the reviewer is told what moved, and an approval given before is void", async () => {
  await giveOpinion(store, { ...(await act(1)), says: "approved" });
  change("6671", "6691");
  await nights.check();
  assert.deepEqual(states(), ["updated 1"]);
  const { comments, opinions, head } = await kept(1);
  assert.match(comments.at(-1)?.text ?? "", /others than when you looked/);
  assert.notEqual(opinions[0]?.commit, head);
  await mergeReview(store, await act(1));
  const report = await nights.check();
  const [settled] = reviewed().proposals;
  assert.equal(settled?.state, "merged-unapproved");
  assert.equal(reviewed().governance[0]?.code, "merged-unapproved");
  assert.equal(report.baseline?.approver, "C. Chair");
  assert.ok(reviewed().proposals.some(({ state, number }) => state === "opened" && number === 2));
});

test("when the change is taken back, the question is closed with the reason, and opened again when it comes back within a week", async () => {
  change("6691", "6661");
  await nights.check();
  assert.ok(states().includes("closed 2"));
  assert.match((await kept(2)).comments.at(-1)?.text ?? "", /nothing is left to decide/);
  change("6661", "6691");
  await nights.check();
  assert.ok(states().includes("reopened 2"));
  assert.equal((await kept(2)).state, "open");
});

test("an approved merge moves the baseline by a commit whose signature holds and that names approver and digest", async () => {
  await giveOpinion(store, { ...(await act(2)), says: "approved" });
  await mergeReview(store, await act(2));
  const report = await nights.check();
  assert.deepEqual(states(), ["adopted 2"]);
  assert.equal(report.baseline?.approver, "Pat Lowe");
  assert.deepEqual(
    report.findings.map((finding) => finding.case),
    ["standby-behind"],
  );
  const message = await gitAsOutsider(nights.estate.storeDir, "log", "-1", "--format=%B", "main");
  assert.match(message, /^Approved-By: Pat Lowe$/m);
  assert.match(message, new RegExp(`^Lockstep-Proposal: ${only().key}$`, "m"));
  assert.match(message, new RegExp(only().digest));
  await nights.check();
  assert.deepEqual(reviewed().proposals, []);
  assert.deepEqual(
    reviewed().withoutProposal.map(({ why }) => why),
    ["standby-only"],
  );
});

test("what an approver closes is declined: the same change is not asked about again, and another one is", async () => {
  change("6691", "7777");
  await nights.check();
  const { number } = only();
  await closeReview(store, await act(number ?? 0, "Robin Ward"));
  await nights.check();
  assert.ok(states().includes(`declined ${number}`) || states().includes("declined null"));
  await nights.check();
  assert.deepEqual(
    reviewed().proposals.map(({ state }) => state),
    ["declined"],
  );
  change("7777", "7778");
  await nights.check();
  assert.deepEqual(
    reviewed().proposals.map(({ state }) => state),
    ["opened"],
  );
});

test("what somebody else closes is opened again, and they are told why", async () => {
  const { number } = only();
  await closeReview(store, await act(number ?? 0, "Sam Passer-By"));
  await nights.check();
  assert.equal((await kept(number ?? 0)).state, "open");
  assert.match((await kept(number ?? 0)).comments.at(-1)?.text ?? "", /only an approver/);
});

test("whoever made the change cannot approve it", async () => {
  const { number } = reviewed().proposals.find(({ state }) => state === "unchanged" || state === "reopened") ?? only();
  await giveOpinion(store, { ...(await act(number ?? 0, "J. Okafor")), says: "approved" });
  await mergeReview(store, await act(number ?? 0, "J. Okafor"));
  const report = await nights.check();
  assert.equal(report.baseline?.approver, "Pat Lowe");
  assert.ok(reviewed().proposals.some(({ state }) => state === "merged-unapproved"));
});

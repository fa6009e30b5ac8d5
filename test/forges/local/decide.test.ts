import assert from "node:assert/strict";
import { test } from "node:test";
import type { KeptReview } from "#schemas/kept-review";
import { addComment, closeReview, giveOpinion, mergeReview, reopenReview } from "#services/forges/local/decide";
import { createLocalForge } from "#services/forges/local/forge";
import type { ReviewStore } from "#services/ports/review-store";
import { commitTree } from "#services/stores/git/commit-tree";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T09:00:00.000Z";
const BRANCH = "drift/tie/t-chg0041337";

async function withReview(
  claim: (staged: { estate: TemporaryEstate; store: ReviewStore; commit: string; number: number }) => Promise<unknown>,
): Promise<void> {
  await using estate = await createTemporaryEstate();
  const store = openReviewStore(estate.context);
  const commit = await moveBranch(estate, "one");
  const draft = { branch: BRANCH, base: "main", title: "t", body: "b", labels: [], author: "lockstep", at: AT };
  const { number } = await store.add(draft);
  await claim({ estate, store, commit, number });
}

async function moveBranch({ context, git }: TemporaryEstate, message: string): Promise<string> {
  const parents = [await git("rev-parse", "main")];
  const commit = await commitTree(context, { tree: await git("rev-parse", "main^{tree}"), parents, message, at: AT });
  await git("update-ref", `refs/heads/${BRANCH}`, commit);
  return commit;
}

for (const by of ["", "  ", "n/a", "Lockstep", "lockstep", "LOCKSTEP@trust.example", "Lосkstep"]) {
  test(`lets nobody decide under the name '${by}'`, () =>
    withReview(async ({ store, commit, number }) => {
      const acts = { number, by, at: AT };
      await assert.rejects(giveOpinion(store, { ...acts, commit, says: "approved" }), { code: "usage" });
      await assert.rejects(mergeReview(store, { ...acts, commit }), { code: "usage" });
      await assert.rejects(closeReview(store, acts), { code: "usage" });
      await assert.rejects(reopenReview(store, acts), { code: "usage" });
      await assert.rejects(addComment(store, { ...acts, text: "t" }), { code: "usage" });
      assert.equal((await store.find(number))?.state, "open");
    }));
}

test("refuses an approval and a merge of a commit that the branch has left", () =>
  withReview(async ({ estate, store, commit, number }) => {
    await moveBranch(estate, "two");
    const acts = { number, by: "Pat Jones", at: AT, commit };
    await assert.rejects(giveOpinion(store, { ...acts, says: "approved" }), { code: "proposal-stale" });
    await assert.rejects(mergeReview(store, acts), { code: "proposal-stale" });
    assert.deepEqual((await store.find(number))?.opinions, []);
  }));

test("decides nothing twice, and opens again only what was closed", () =>
  withReview(async ({ store, commit, number }) => {
    const acts = { number, by: "Pat Jones", at: AT };
    await assert.rejects(reopenReview(store, acts), { code: "decision-refused" });
    await mergeReview(store, { ...acts, commit });
    await assert.rejects(mergeReview(store, { ...acts, commit }), { code: "decision-refused" });
    await assert.rejects(closeReview(store, acts), { code: "decision-refused" });
    await assert.rejects(reopenReview(store, acts), { code: "decision-refused" });
    await assert.rejects(giveOpinion(store, { ...acts, commit, says: "approved" }), { code: "decision-refused" });
    await assert.rejects(closeReview(store, { ...acts, number: 77 }), { code: "proposal-unknown" });
  }));

test("leaves a merged review merged when Lockstep would close or reopen it", () =>
  withReview(async ({ store, commit, number }) => {
    await mergeReview(store, { number, by: "Pat Jones", at: AT, commit });
    const session = await createLocalForge(store).open({ declared: { system: "local" }, now: () => new Date() });
    await session.closeReview(number);
    await session.reopenReview(number);
    const { state, endedBy } = (await store.find(number)) as KeptReview;
    assert.deepEqual([state, endedBy], ["merged", "Pat Jones"]);
  }));

test("believes no review that somebody else put on the branch", () =>
  withReview(async ({ estate, store }) => {
    const forged = await estate.git(
      ...["-c", "user.name=Mallory", "-c", "user.email=m@evil.example"],
      ...["commit-tree", "-p", "reviews", "-m", "approved", "reviews^{tree}"],
    );
    await estate.git("update-ref", "refs/heads/reviews", forged);
    await assert.rejects(store.list(), { code: "store-unsound" });
    await assert.rejects(store.find(1), { code: "store-unsound" });
    const [found] = await createLocalForge(store).diagnose({ declared: { system: "local" }, now: () => new Date() });
    assert.equal(found?.state, "failed");
  }));

test("gives a review the next number, also after one was merged, and a second one to its branch then", () =>
  withReview(async ({ store, commit, number }) => {
    const draft = { branch: BRANCH, base: "main", title: "t", body: "b", labels: [], author: "lockstep", at: AT };
    assert.equal((await store.add(draft)).number, number);
    await mergeReview(store, { number, by: "Pat Jones", at: AT, commit });
    assert.equal((await store.add(draft)).number, number + 1);
    assert.deepEqual(
      (await store.list()).map(({ state }) => state),
      ["merged", "open"],
    );
  }));

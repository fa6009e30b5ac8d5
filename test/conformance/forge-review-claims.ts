import assert from "node:assert/strict";
import { it } from "node:test";
import { type ForgeSuite, reviewNow } from "./forge-suite.js";

/** Claims about reviews themselves: opened, found, listed, edited, ended. */
export function testForgeReviews({ harness, when, opened }: ForgeSuite): void {
  const { base, accounts } = harness;

  it("opens a review and finds it again, as it was written", () =>
    opened("healthy", async ({ session, review, push }) => {
      const branch = "drift/tie/t-chg0041337";
      const first = await review({ branch, body: "Two lines,\n\nand a third." });
      const found = await reviewNow(session, first.number);
      assert.deepEqual(found, first);
      assert.equal(found.branch, branch);
      assert.equal(found.base, base);
      assert.equal(found.title, "PAS ADT In: a remote port was changed");
      assert.equal(found.body, "Two lines,\n\nand a third.");
      assert.equal(found.state, "open");
      assert.deepEqual([...found.labels].sort(), ["drift", "severity: critical"]);
      assert.equal(found.author.toLowerCase(), session.account.toLowerCase());
      assert.ok(Math.abs(Date.parse(found.openedAt) - Date.now()) < 3_600_000, found.openedAt);
      assert.deepEqual([found.endedAt, found.endedBy, found.mergeCommit], [null, null, null]);
      const head = await push(branch);
      assert.equal((await reviewNow(session, first.number)).head, head, "the newest commit is the head");
    }));

  it("finds no review of a number that none has", () =>
    opened("healthy", async ({ session }) => {
      assert.equal(await session.findReview(987_654), undefined);
    }));

  it("opens one review a branch: asked again, it gives the one that stands", () =>
    opened("healthy", async ({ session, review }) => {
      const { number } = await review();
      assert.equal((await review()).number, number);
      assert.equal((await session.listReviews(inAnHour())).length, 1);
    }));

  it("lists those that are open and those that ended since, oldest first", () =>
    opened("healthy", async ({ session, review }) => {
      const [one, two, three] = [
        await review({ branch: "drift/tie/one" }),
        await review({ branch: "drift/tie/two" }),
        await review({ branch: "drift/tie/three" }),
      ];
      await session.closeReview(two.number);
      const numbers = async (since: string): Promise<readonly number[]> =>
        (await session.listReviews(since)).map(({ number }) => number);
      assert.deepEqual(await numbers(anHourAgo()), [one.number, two.number, three.number]);
      assert.deepEqual(await numbers(inAnHour()), [one.number, three.number]);
    }));

  it("lists the same of a review as it finds, however long its body", () =>
    opened("healthy", async ({ session, review, people }) => {
      const open = await review({ branch: "drift/tie/one", body: "A line.\n".repeat(400) });
      const { number } = await review({ branch: "drift/tie/two" });
      await people.merge(number, accounts.merger);
      const listed = await session.listReviews(anHourAgo());
      assert.deepEqual(listed, [await reviewNow(session, open.number), await reviewNow(session, number)]);
    }));

  when("pages", "lists every review, on however many pages", () =>
    opened("healthy", async ({ session, fill }) => {
      const count = harness.pageOf.reviews + 3;
      await fill(count);
      const listed = await session.listReviews(inAnHour());
      assert.equal(new Set(listed.map(({ branch }) => branch)).size, count);
      assert.equal(listed.length, count);
    }),
  );

  when("web", "leaves the reviews of other branches alone", () =>
    opened("healthy", async ({ session, people }) => {
      await people.openReview("feature/tidy-up", accounts.objector);
      assert.deepEqual(await session.listReviews(anHourAgo()), []);
    }),
  );

  when("forks", "takes no review from a fork for one of its own, whatever its branch is called", () =>
    opened("healthy", async ({ session, people }) => {
      await people.openReview("drift/tie/t-chg0041337", accounts.objector, true);
      assert.deepEqual(await session.listReviews(anHourAgo()), []);
    }),
  );

  it("changes what it is given of a review, and leaves the rest", () =>
    opened("healthy", async ({ session, review }) => {
      const first = await review();
      await session.editReview(first.number, { title: "Another title" });
      assert.deepEqual(await reviewNow(session, first.number), { ...first, title: "Another title" });
      await session.editReview(first.number, { body: "Another body" });
      const edited = { ...first, title: "Another title", body: "Another body" };
      assert.deepEqual(await reviewNow(session, first.number), edited);
      await session.editReview(first.number, { labels: ["drift", "ticket: approved"] });
      const { labels, ...rest } = await reviewNow(session, first.number);
      assert.deepEqual([...labels].sort(), ["drift", "ticket: approved"]);
      const { labels: _labels, ...before } = edited;
      assert.deepEqual(rest, before);
      await session.editReview(first.number, {});
      assert.equal((await reviewNow(session, first.number)).title, "Another title");
    }));

  it("closes a review and opens it again, and what is closed stays closed when closed once more", () =>
    opened("healthy", async ({ session, review }) => {
      const { number } = await review();
      await session.closeReview(number);
      await session.closeReview(number);
      const closed = await reviewNow(session, number);
      assert.equal(closed.state, "closed");
      assert.ok(closed.endedAt !== null);
      assert.equal(closed.endedBy?.toLowerCase() ?? session.account.toLowerCase(), session.account.toLowerCase());
      assert.equal(closed.mergeCommit, null);
      await session.reopenReview(number);
      const again = await reviewNow(session, number);
      assert.deepEqual([again.state, again.endedAt, again.endedBy], ["open", null, null]);
    }));

  it("says who closed a review, where a person did", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await people.close(number, accounts.objector);
      const closed = await reviewNow(session, number);
      assert.equal(closed.state, "closed");
      assert.equal(closed.endedBy?.toLowerCase(), accounts.objector.toLowerCase());
      await people.reopen(number, accounts.objector);
      assert.equal((await reviewNow(session, number)).state, "open");
    }));

  it("tells a merged review from a closed one, with who merged it and the commit that came of it", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number, head } = await review();
      const commit = await people.merge(number, accounts.merger);
      const merged = await reviewNow(session, number);
      assert.equal(merged.state, "merged");
      assert.equal(merged.mergeCommit, commit);
      assert.equal(merged.endedBy?.toLowerCase(), accounts.merger.toLowerCase());
      assert.ok(merged.endedAt !== null);
      assert.equal(merged.head, head);
    }));

  it("writes comments, one for each time it is asked to", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number } = await review();
      await session.comment(number, "What changed since you looked:\n\n- one port");
      await session.comment(number, "The drift is gone.");
      assert.deepEqual(await people.comments(number), [
        "What changed since you looked:\n\n- one port",
        "The drift is gone.",
      ]);
    }));

  when("branches", "tells the head that a person's commit made", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number, branch } = await review();
      const commit = await people.pushCommit(branch, accounts.objector);
      assert.equal((await reviewNow(session, number)).head, commit);
    }),
  );

  when("branches", "still finds a review whose branch a person deleted, and can end it", () =>
    opened("healthy", async ({ session, review, people }) => {
      const { number, branch } = await review();
      await people.deleteBranch(branch, accounts.objector);
      assert.equal((await reviewNow(session, number)).branch, branch);
      await session.comment(number, "The branch was deleted.");
      await session.closeReview(number);
      assert.equal((await reviewNow(session, number)).state, "closed");
    }),
  );
}

function anHourAgo(): string {
  return new Date(Date.now() - 3_600_000).toISOString();
}

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString();
}

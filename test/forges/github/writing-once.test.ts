import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { createPace } from "#services/forges/github/pace";
import { withForge } from "./with-forge.js";

const PULLS = "/repos/hospital/estate/pulls";

test("a review whose opening was never answered is found and not opened twice", () =>
  withForge(async ({ faults, review, session, writes }) => {
    faults.cutAfterWrite = { path: PULLS, times: 1 };
    const { number, labels } = await review();
    assert.deepEqual(labels, ["drift"]);
    assert.deepEqual(
      (await session.listReviews(new Date(0).toISOString())).map((each) => each.number),
      [number],
    );
    assert.equal(writes().filter((sent) => sent === `POST ${PULLS}`).length, 1);
  }));

test("a comment whose answer was lost stands once", () =>
  withForge(async ({ faults, review, session, people, writes }) => {
    const { number } = await review();
    writes();
    faults.cutAfterWrite = { path: "*", times: 1 };
    await session.comment(number, "The drift is gone.");
    assert.deepEqual(await people.comments(number), ["The drift is gone."]);
    assert.equal(writes().length, 1);
  }));

test("a comment that was never taken is not sent blindly again: the failure is told", () =>
  withForge(async ({ faults, review, session, people, writes }) => {
    const { number } = await review();
    writes();
    faults.resetConnection = { path: `/repos/hospital/estate/issues/${number}/comments`, times: 1 };
    await assert.rejects(session.comment(number, "Lost"), { code: "node-unreachable" });
    assert.deepEqual(await people.comments(number), []);
    assert.equal(writes().length, 1);
  }));

test("the dashboard whose answer was lost is kept as the one", () =>
  withForge(async ({ faults, session, people }) => {
    faults.cutAfterWrite = { path: "*", times: 1 };
    const url = await session.putDashboard({ title: "Lockstep", body: "one" });
    assert.equal(await session.putDashboard({ title: "Lockstep", body: "one" }), url);
    assert.deepEqual(await people.dashboards(), ["one"]);
  }));

for (const code of [403, 429] as const) {
  test(`a secondary limit told with ${code} is waited for, and what was refused is written once`, () =>
    withForge(async ({ faults, review, session, people }) => {
      const { number } = await review();
      faults.secondaryLimit = { times: 1, retryAfterSeconds: 1, code };
      await session.comment(number, "once");
      assert.deepEqual(await people.comments(number), ["once"]);
    }));
}

test("a secondary limit longer than a request may take is told with its end, and nothing was written", () =>
  withForge(async ({ faults, review, session, people }) => {
    const { number } = await review();
    faults.secondaryLimit = { times: 1, retryAfterSeconds: 60 };
    const error = await session.comment(number, "later").catch((thrown: unknown) => thrown);
    assert.ok(error instanceof LockstepError);
    assert.equal(error.code, "rate-limited");
    assert.match(error.message, /60 s/);
    assert.deepEqual(await people.comments(number), []);
  }));

test("a proxy's passing fault is waited out where nothing is written", () =>
  withForge(async ({ faults, review, session }) => {
    const { number } = await review();
    faults.status = { path: `${PULLS}/${number}`, code: 502, times: 2 };
    assert.equal((await session.findReview(number))?.number, number);
  }));

test("a status that stands already is not written again, so that no commit is full of them", () =>
  withForge(async ({ review, session, writes }) => {
    const { head } = await review();
    assert.ok(head !== null);
    const status = {
      context: "lockstep/proposal",
      description: "One change",
      url: "https://lockstep.hospital.test/tie",
    };
    writes();
    for (let run = 0; run < 3; run += 1) await session.setStatus(head, { ...status, state: "pending" });
    assert.equal(writes().length, 1);
    await session.setStatus(head, { ...status, state: "success" });
    await session.setStatus(head, { ...status, state: "pending" });
    assert.equal(writes().length, 2, "the newest speaks, and not any of them");
  }));

test("a check run is edited in its place where it says something else, and left where it does not", () =>
  withForge(
    async ({ review, session, people, writes }) => {
      const { head } = await review();
      assert.ok(head !== null);
      const check = { name: "lockstep", conclusion: "neutral", title: "One change", summary: "s" } as const;
      writes();
      await session.setCheck(head, check);
      await session.setCheck(head, check);
      await session.setCheck(head, { ...check, conclusion: "success" });
      assert.deepEqual(
        writes().map((sent) => sent.replace(/ .*check-runs/, " check-runs").replace(/\d+$/, "#")),
        ["POST check-runs", "PATCH check-runs/#"],
      );
      assert.deepEqual(await people.checks(head), [{ name: "lockstep", conclusion: "success" }]);
    },
    { kind: "app" },
  ));

test("writes keep far below what GitHub takes in a minute, and stop before it does in an hour", async () => {
  const never = new AbortController().signal;
  const pace = createPace({ perMinute: 3 });
  for (let at = 0; at < 3; at += 1) assert.equal(await pace.turn(0, never), 0);
  const wait = await pace.turn(1000, never);
  assert.ok(wait > 1000 && wait <= 60_000, "the minute is full, and who may not wait takes no turn");
  const full = createPace({ perMinute: 100, perHour: 6 });
  for (let at = 0; at < 6; at += 1) assert.equal(await full.turn(0, never), 0);
  assert.ok((await full.turn(60_000, never)) > 3_000_000, "the hour is full, and says for how long");
});

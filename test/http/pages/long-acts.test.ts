import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LockstepError } from "#services/core/errors";
import type { Answer } from "#services/http/answer";
import { openLongActs } from "#services/http/pages/long-acts";
import type { EstateCall } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";
import { until } from "#test/fakes/until";
import { AT } from "#test/reports/fixtures";

const DONE: Answer = { kind: "redirect", to: "/estates/hazelwick/decisions" };

describe("a decision that takes longer than a person is kept waiting", () => {
  it("is answered with its own page where it is done in time", async () => {
    const acts = openLongActs();
    assert.deepEqual(await acts.begin(callOf("ros"), () => Promise.resolve(DONE)), DONE);
    const refused = acts.begin(callOf("ros"), () => Promise.reject(new LockstepError("store-conflict", "Overtaken.")));
    await assert.rejects(refused, /Overtaken/);
  });

  it("goes on, and its state stands on a page without a script until the outcome does", async () => {
    const acts = openLongActs({ patienceMs: 1 });
    const act = later();
    const at = await beganAt(acts, act.promise);
    const waiting = await acts.tell(callOf("ros", at));
    assert.ok(waiting.kind === "content" && typeof waiting.body === "string");
    assert.match(waiting.body, /It is being done/);
    assert.match(waiting.body, /<a href="\?">Load the page again<\/a>/);
    assert.doesNotMatch(waiting.body, /http-equiv/);
    act.resolve(DONE);
    await act.promise;
    assert.deepEqual(await acts.tell(callOf("ros", at)), DONE);
    // A page that is loaded twice says the same twice.
    assert.deepEqual(await acts.tell(callOf("ros", at)), DONE);
  });

  it("is told of to nobody but whoever began it, and only in its estate", async () => {
    const acts = openLongActs({ patienceMs: 1 });
    const act = later();
    const at = await beganAt(acts, act.promise);
    for (const other of [callOf("mo", at), callOf("ros", at, "other"), callOf("ros", "not-there")]) {
      const answer = await acts.tell(other);
      assert.ok(answer.kind === "refusal" && answer.status === 404);
    }
    act.resolve(DONE);
  });

  it("that fails is told as a failure to whoever looks, and ends no service where nobody does", async () => {
    const acts = openLongActs({ patienceMs: 1 });
    const act = later();
    const at = await beganAt(acts, act.promise);
    act.reject(new LockstepError("store-conflict", "Overtaken."));
    await act.promise.catch(() => undefined);
    await assert.rejects(acts.tell(callOf("ros", at)), /Overtaken/);
  });

  it("is forgotten a while after it was done", async () => {
    const acts = openLongActs({ patienceMs: 1, keptMs: 0 });
    const act = later();
    const at = await beganAt(acts, act.promise);
    act.resolve(DONE);
    await until(async () => (await acts.tell(callOf("ros", at))).kind === "refusal", { everyMs: 5 });
  });
});

async function beganAt(acts: ReturnType<typeof openLongActs>, act: Promise<Answer>): Promise<string> {
  const answer = await acts.begin(callOf("ros"), () => act);
  assert.ok(answer.kind === "redirect");
  const [, id] = /^\/estates\/hazelwick\/being-done\/([0-9a-f-]{36})$/.exec(answer.to) ?? [];
  return id ?? "";
}

function later(): { promise: Promise<Answer>; resolve(answer: Answer): void; reject(error: Error): void } {
  let resolve: (answer: Answer) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Answer>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

function callOf(id: string, act = "", estate = "hazelwick"): EstateCall {
  const call: Partial<EstateCall> = {
    principal: { kind: "person", id, name: id, grants: [] },
    estate: { id: estate } as ServedEstate,
    ...{ params: { act }, csrf: "token", at: new Date(AT) },
  };
  return call as EstateCall;
}

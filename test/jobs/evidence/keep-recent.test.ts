import assert from "node:assert/strict";
import { test } from "node:test";
import { keepRecent } from "#services/jobs/evidence/keep-recent";

function counting(most: number) {
  const made: string[] = [];
  const recent = keepRecent<string>(most, (value) => value.length);
  const ask = (key: string): Promise<string> =>
    recent(key, () => {
      made.push(key);
      return Promise.resolve(key);
    });
  return { ask, made };
}

test("what was opened is given again without being opened again", async () => {
  const { ask, made } = counting(100);
  assert.deepEqual([await ask("a"), await ask("b"), await ask("a")], ["a", "b", "a"]);
  assert.deepEqual(made, ["a", "b"]);
});

test("what was asked for longest ago goes first, so that no more is held than was said", async () => {
  const { ask, made } = counting(6);
  for (const key of ["aaa", "bbb", "aaa", "ccc"]) await ask(key);
  for (const key of ["aaa", "ccc"]) await ask(key);
  assert.deepEqual(made, ["aaa", "bbb", "ccc"], "the one before the last stayed");
  await ask("bbb");
  assert.deepEqual(made, ["aaa", "bbb", "ccc", "bbb"]);
});

test("what is larger than all that may be held is given, and not held", async () => {
  const { ask, made } = counting(2);
  assert.equal(await ask("large"), "large");
  assert.equal(await ask("large"), "large");
  assert.deepEqual(made, ["large", "large"]);
});

test("what could not be opened is tried again", async () => {
  const recent = keepRecent<string>(10, () => 1);
  await assert.rejects(recent("a", () => Promise.reject(new Error("not now"))));
  assert.equal(await recent("a", () => Promise.resolve("there")), "there");
});

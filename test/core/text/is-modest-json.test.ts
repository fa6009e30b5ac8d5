import assert from "node:assert/strict";
import { test } from "node:test";
import { isModestJson } from "#services/core/text/is-modest-json";

const isModest = (text: string): boolean => isModestJson(Buffer.from(text));

test("JSON that is nested far, or in a million pieces, is found before anybody parses it", () => {
  assert.equal(isModest("[".repeat(65)), false);
  assert.equal(isModest(`[${"{},".repeat(1_000_000)}{}]`), false);
});

test("brackets in a text are no nesting", () => {
  assert.equal(isModest(JSON.stringify({ document: `\\"${"[".repeat(1000)}` })), true);
  assert.equal(isModest(`["a\\\\",${"[".repeat(64)}`), false);
  assert.equal(isModest(JSON.stringify([[[{}]], {}])), true);
});

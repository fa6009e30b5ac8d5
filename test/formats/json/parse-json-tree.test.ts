import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseJsonTree } from "#services/formats/json/parse-json-tree";

const textsOf = (node: RawNode): readonly string[] =>
  node.children.length === 0 ? [node.text] : node.children.flatMap(textsOf);

test("numbers stand as they were written, whatever their length", () => {
  assert.deepEqual(textsOf(parseJsonTree('[12345678901234567890, 1.50, -0, "9 in a text \\" 8"]', "x")), [
    "12345678901234567890",
    "1.50",
    "-0",
    '9 in a text " 8',
  ]);
});

test("any text comes back as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      assert.deepEqual(textsOf(parseJsonTree(JSON.stringify(texts), "x")), texts);
    }),
  );
});

test("what is no JSON, or nested without end, is refused and not quoted", () => {
  for (const text of ["{hidden", '{"a": 1', `${"[".repeat(5000)}${"]".repeat(5000)}`]) {
    assert.throws(
      () => parseJsonTree(text, "x"),
      (error) => error instanceof LockstepError && !error.message.includes("hidden"),
    );
  }
});

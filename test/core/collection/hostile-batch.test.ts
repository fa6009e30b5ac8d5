import assert from "node:assert/strict";
import { test } from "node:test";
import { parseUpload } from "#services/core/collection/parse-upload";
import { splitParts } from "#services/core/collection/part-batch";

test("a batch of very many small parts is refused before it fills the memory", () => {
  assert.throws(() => splitParts(Buffer.from("0\n".repeat(100_001))), { code: "upload-refused" });
  assert.equal(splitParts(Buffer.from("1\nx".repeat(1000))).length, 1000);
});

test("an upload that is nested far is refused without being parsed", () => {
  assert.throws(() => parseUpload(`${"[".repeat(100)}${"]".repeat(100)}`), {
    code: "upload-refused",
    message: "What was handed in is nested further than any upload.",
  });
});

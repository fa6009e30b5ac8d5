import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findMachineComment, writeMachineComment } from "#services/core/review/machine-comment";

const SOUND = { engineId: "tie", key: "flow-adt--0123456789abcdef", kind: "adopt", digest: "sha256:ab" } as const;

test("what was written is found again at the end of a body", () => {
  assert.deepEqual(findMachineComment(`# Title\n\ntext\n\n${writeMachineComment(SOUND)}`), SOUND);
});

test("the last comment counts, and one that people broke says nothing", () => {
  const earlier = writeMachineComment({ ...SOUND, key: "other" });
  assert.deepEqual(findMachineComment(`${earlier}\n${writeMachineComment(SOUND)}\n`), SOUND);
  for (const body of [
    "",
    "<!-- lockstep ",
    "<!-- lockstep {} -->",
    "<!-- lockstep null -->",
    '<!-- lockstep {"v":1 -->',
  ]) {
    assert.equal(findMachineComment(body), undefined);
  }
  assert.equal(
    findMachineComment('<!-- lockstep {"engineId":"a b","key":"k","kind":"adopt","digest":"d"} -->'),
    undefined,
  );
  assert.equal(
    findMachineComment('<!-- lockstep {"engineId":["a"],"key":"k","kind":"adopt","digest":"d"} -->'),
    undefined,
  );
  assert.equal(
    findMachineComment('<!-- lockstep {"engineId":"a","key":"k","kind":"merge","digest":"d"} -->'),
    undefined,
  );
});

test("nothing written can end the comment, begin another, or leave the line", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("-->", "--!>", "<!--", "a--b", "--", "-", "x\n"),
  );
  fc.assert(
    fc.property(text, text, text, (engineId, key, digest) => {
      const comment = writeMachineComment({ engineId, key, kind: "restore", digest });
      const inside = comment.slice("<!-- lockstep ".length, -" -->".length);
      assert.ok(comment.startsWith("<!-- lockstep {") && comment.endsWith("} -->"));
      assert.doesNotMatch(inside, /--|[<>\n\r]/);
      const found = findMachineComment(comment);
      assert.ok(found === undefined || (found.key === key && found.engineId === engineId && found.digest === digest));
    }),
  );
});

test("reading never throws, whatever a body holds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("<!-- lockstep ", " -->", "{", '"'))),
      (parts) => {
        findMachineComment(parts.join(""));
      },
    ),
  );
});

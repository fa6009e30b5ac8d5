import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { parseTclList } from "#services/formats/tcl-list/parse-tcl-list";
import { splitTclWords } from "#services/formats/tcl-list/split-tcl-words";

const outline = (node: RawNode): unknown =>
  node.children.length === 0 ? `${node.name}=${node.text}` : { [node.name]: node.children.map(outline) };

test("a thread's fields are read to any depth, and lists of words stay words", () => {
  const text =
    "protocol A {\n  { COORDS {1 2} }\n  { PROTOCOL { { HOST {} } { PORT 1 } } }\n  { L { { { DEST X } } { { DEST Y } } } }\n}\n";
  assert.deepEqual(parseTclList(text, "NetConfig").children.map(outline), [
    {
      protocol: [
        "name=A",
        "COORDS=1 2",
        { PROTOCOL: ["HOST=", "PORT=1"] },
        { L: [{ item: ["DEST=X"] }, { item: ["DEST=Y"] }] },
      ],
    },
  ]);
});

test("a prologue's lines are its fields, and comments say nothing", () => {
  const text = "prologue\n    who: ann\n    date: July 1, 2026\nend_prologue\n# a comment {\nprocess p { { A 1 } }\n";
  assert.deepEqual(parseTclList(text, "NetConfig").children.map(outline), [
    { prologue: ["who=ann", "date=July 1, 2026"] },
    { process: ["name=p", "A=1"] },
  ]);
});

test("a brace that is never closed is refused, with its line and nothing of the text", () => {
  assert.throws(
    () => parseTclList("protocol A {\n { PASSWD hidden-thing }\n", "NetConfig"),
    (error) => error instanceof LockstepError && error.code === "export-malformed" && !error.message.includes("hidden"),
  );
});

test("nesting without end is refused before the stack is full", () => {
  const text = `protocol A ${"{".repeat(50_000)}${"}".repeat(50_000)}`;
  assert.throws(() => parseTclList(text, "NetConfig"), LockstepError);
});

test("whatever words a list is made of, they come back", () => {
  const word = fc.string().filter((text) => !/[\\{}]/.test(text));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const list = words.map((text) => `{${text}}`).join(" ");
      assert.deepEqual(
        splitTclWords(list, "x").map(({ text }) => text),
        words,
      );
    }),
  );
});

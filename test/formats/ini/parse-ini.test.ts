import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIni } from "#services/formats/ini/parse-ini";

test("an include is read although it begins like a comment", () => {
  assert.deepEqual(parseIni("#include ../a.conf\n# comment\nx=1\n[S]\ny = 2\n"), [
    {
      name: "",
      entries: [
        ["#include", "../a.conf"],
        ["x", "1"],
      ],
    },
    { name: "S", entries: [["y", "2"]] },
  ]);
});

test("a text that is no settings file is left whole", () => {
  assert.equal(parseIni("just words\n"), undefined);
});

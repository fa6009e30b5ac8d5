import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProperties } from "#services/formats/properties/parse-properties";

test("keys, separators, escapes and lines that go on are read as Java reads them", () => {
  const text = [
    "# comment",
    "! comment",
    "a = 1",
    "b:2",
    "c 3",
    "path = C:\\\\mirth",
    "long = one, \\",
    "       two",
    "with\\ space=x",
    "euro=\\u20ac",
    "empty",
    "a=last",
  ].join("\r\n");
  assert.deepEqual(Object.fromEntries(parseProperties(text)), {
    b: "2",
    c: "3",
    path: "C:\\mirth",
    long: "one, two",
    "with space": "x",
    euro: "€",
    empty: "",
    a: "last",
  });
});

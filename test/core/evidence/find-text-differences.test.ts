import assert from "node:assert/strict";
import { test } from "node:test";
import { findTextDifferences } from "#services/core/evidence/find-text-differences";

const MADE = '\uFEFFid,what\r\na,"one\r\nline"\r\nb,two\r\nc,three\r\n';

function placesIn(packed: string): readonly string[] {
  return findTextDifferences("01-x.csv", packed, MADE).map(({ place, message }) => `${place}: ${message.slice(0, 14)}`);
}

test("a row that was changed, added, removed or moved is named by its number and what it is about", () => {
  assert.deepEqual(placesIn(MADE.replace("two", "2")), ["row 2 (b): It was changed"]);
  assert.deepEqual(placesIn(MADE.replace("one", "1")), ["row 1 (a): It was changed"]);
  assert.deepEqual(placesIn(`${MADE}d,four\r\n`), ["row 4 (d): It was added: "]);
  assert.deepEqual(placesIn(MADE.replace("b,two\r\n", "")), ["row 2 (b): It was removed"]);
  assert.deepEqual(placesIn(MADE.replace("b,two\r\nc,three", "c,three\r\nb,two")), ["row 2 (c): Its rows stand"]);
});

test("a list that differs in its line ends alone still differs", () => {
  assert.equal(placesIn(MADE.replaceAll("\r\n", "\n")).length > 0, true);
  assert.equal(placesIn(MADE.trimEnd()).length, 1);
});

test("of JSON the place is named, of any other text the line", () => {
  const place = (name: string, packed: string, made: string) => findTextDifferences(name, packed, made)[0]?.place;
  assert.equal(place("a.json", '{"a":[{"b/c":1}]}', '{"a":[{"b/c":2}]}'), "/a/0/b~1c");
  assert.equal(place("a.json", '{"a":1}', '{"a":1,"z":0}'), "/z");
  assert.equal(place("a.json", "no JSON", '{"a":1}'), "/");
  assert.equal(place("a.html", "one\ntwo\n", "one\n2\n"), "line 2");
});

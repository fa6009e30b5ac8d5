import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseSeed, seededRandom } from "#test/fakes/seeded-random";
import { isDocumentedDrop } from "./documented-drops.js";
import { findDrops } from "./find-drops.js";
import { markerFixtures } from "./marker-fixtures.js";

/** So many places are tried of each document; the fuzz suite tries all. */
const PLACES = 40;

test("whatever else an engine says, at any place of any answer, is seen or refused", (t) => {
  const random = seededRandom(chooseSeed(t));
  for (const fixture of markerFixtures()) {
    const drops = findDrops(fixture, { places: PLACES, random });
    const undocumented = drops.filter((drop) => !isDocumentedDrop(fixture, drop));
    assert.deepEqual(undocumented, [], fixture.source);
  }
});

test("the search for what is dropped finds a place where nothing is kept", () => {
  const xml = "<list><user><username>jsmith</username><strikeCount>1</strikeCount></user></list>";
  assert.deepEqual(findDrops({ source: "users", xml }), [
    "list/user/strikeCount twin 71",
    "list/user/strikeCount text 71",
  ]);
});

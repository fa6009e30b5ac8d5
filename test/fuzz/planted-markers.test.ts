import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedIsAbsent, sharedXmlFiles } from "#test/corpus/shared-files";
import { isDocumentedDrop } from "#test/engines/mirth-connect/documented-drops";
import { findDrops } from "#test/engines/mirth-connect/find-drops";
import { markerFixtures } from "#test/engines/mirth-connect/marker-fixtures";
import { chooseSeed, seededRandom } from "#test/fakes/seeded-random";

const FILES = Number(process.env["LOCKSTEP_FUZZ_MARKED_FILES"] ?? "60");
const PLACES = 25;
const MAX_BYTES = 200_000;

test("whatever else an engine says, at each place of every own document, is seen or refused", () => {
  for (const fixture of markerFixtures()) {
    const undocumented = findDrops(fixture).filter((drop) => !isDocumentedDrop(fixture, drop));
    assert.deepEqual(undocumented, [], fixture.source);
  }
});

test(`whatever else ${FILES} real exports say is seen or refused`, { skip: sharedIsAbsent }, (t) => {
  const random = seededRandom(chooseSeed(t));
  const files = [...sharedXmlFiles("corpus/mirth")].filter(({ bytes }) => bytes.byteLength < MAX_BYTES);
  for (let tried = 0; tried < FILES && files.length > 0; tried += 1) {
    const [file] = files.splice(Math.floor(random() * files.length), 1);
    const fixture = { source: "file", xml: Buffer.from(file?.bytes ?? []).toString() };
    const undocumented = findDrops(fixture, { places: PLACES, random }).filter(
      (drop) => !isDocumentedDrop(fixture, drop),
    );
    assert.deepEqual(undocumented, [], file?.path);
  }
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { documentOf } from "#test/conformance/dialect-harness";
import { findDrops, findUndocumentedDrops } from "#test/conformance/find-drops";
import { sharedIsAbsent, sharedXmlFiles } from "#test/corpus/shared-files";
import { fileTreeDialectHarness } from "#test/engines/file-tree/dialect-harness";
import { irisDialectHarness } from "#test/engines/iris/dialect-harness";
import { mirthDialectHarness } from "#test/engines/mirth-connect/dialect-harness";
import { rhapsodyDialectHarness } from "#test/engines/rhapsody/dialect-harness";
import { chooseSeed, seededRandom } from "#test/fakes/seeded-random";

const FILES = Number(process.env["LOCKSTEP_FUZZ_MARKED_FILES"] ?? "60");
const PLACES = 25;
const MAX_BYTES = 200_000;

describe("whatever else an engine says", () => {
  for (const harness of [mirthDialectHarness, irisDialectHarness, rhapsodyDialectHarness, fileTreeDialectHarness]) {
    it(`at each place of every own document of ${harness.dialect.product} is seen or refused`, async () => {
      for (const document of await harness.documents()) {
        const { scope, ...item } = document;
        if (harness.dialect.parse(item, scope).artefacts.length > 0)
          assert.deepEqual(findUndocumentedDrops(document, harness), [], document.origin);
      }
    });
  }

  it(`in ${FILES} real exports is seen or refused`, { skip: sharedIsAbsent }, (t) => {
    const random = seededRandom(chooseSeed(t));
    const files = [...sharedXmlFiles("corpus/mirth")].filter(({ bytes }) => bytes.byteLength < MAX_BYTES);
    for (let tried = 0; tried < FILES && files.length > 0; tried += 1) {
      const [file] = files.splice(Math.floor(random() * files.length), 1);
      const document = documentOf("file", "export.xml", file?.bytes ?? "");
      assert.deepEqual(
        findUndocumentedDrops(document, mirthDialectHarness, { places: PLACES, random }),
        [],
        file?.path,
      );
    }
  });

  it("at a place where nothing is kept is found by this search", () => {
    const xml = "<list><user><username>jsmith</username><strikeCount>1</strikeCount></user></list>";
    assert.deepEqual(findDrops(documentOf("users", "/api/users", xml), mirthDialectHarness), [
      "list/user/strikeCount twin 71",
      "list/user/strikeCount text 71",
    ]);
  });
});

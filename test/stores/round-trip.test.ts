import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ArtefactFile } from "#schemas/artefact";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { compareText } from "#services/core/text/compare-text";
import { findPathFault } from "#services/stores/git/assert-safe-path";
import {
  FIXTURE_DIALECT,
  FIXTURE_MASK_KEY,
  itemsOf,
  type StoredFixture,
  snapshotOf,
  writeAll,
} from "#test/fakes/artefact-fixtures";
import { createTemporaryEstate } from "#test/fakes/temporary-estate";

const part = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  fc.constantFrom("a", "b", "-rf", "ünï", "a b", "#x", "!y", "HEAD", "100644 blob"),
);
const path = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"))
  .filter((text) => findPathFault(text) === undefined);
const files = fc
  .uniqueArray(fc.record({ path, bytes: fc.uint8Array({ maxLength: 200 }) }), {
    selector: (file) => file.path,
    minLength: 1,
    maxLength: 5,
  })
  .filter((list) => areSeparate(list.map((file) => file.path)));
const artefact = fc
  .record({ folder: part, files, name: fc.string({ unit: "binary" }) })
  .filter(({ folder }) => findPathFault(folder) === undefined);
const artefacts = fc
  .uniqueArray(artefact, { selector: ({ folder }) => folder, maxLength: 8 })
  .map((list) => list.map(({ folder, files: content, name }) => fixture(`channels/${folder}`, name, content)))
  .filter((list) => areSeparate(list.map(({ entry }) => entry.path)));

/** True where no path is another's folder: no file system can hold both. */
function areSeparate(paths: readonly string[]): boolean {
  return paths.every((one) => paths.every((other) => one === other || !one.startsWith(`${other}/`)));
}

function fixture(folder: string, name: string, content: readonly ArtefactFile[]): StoredFixture {
  const sorted = [...content].sort((a, b) => compareText(a.path, b.path));
  return { entry: { kind: "channel", key: folder, name, path: folder, digest: digestArtefact(sorted) }, files: sorted };
}

test("gives back every artefact of any two snapshots in a row, byte for byte", async () => {
  await using estate = await createTemporaryEstate();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(artefacts, artefacts, async (first, second) => {
      const nodeId = `n${run++}`;
      for (const fixtures of [first, second]) {
        const about = {
          engineId: "tie",
          nodeId,
          nodeIds: [nodeId],
          dialect: FIXTURE_DIALECT,
          maskKeyId: FIXTURE_MASK_KEY,
        };
        const snapshot = snapshotOf(fixtures, { nodeId });
        await writeAll(await estate.store.beginSnapshot(about), fixtures, snapshot);
        const opened = await estate.store.openSnapshot("tie", nodeId);
        assert.deepEqual(opened?.snapshot, snapshot);
        const loaded = (await opened?.load(snapshot.entries.map((entry) => entry.path))) ?? new Map();
        for (const { entry } of fixtures) assert.equal(digestArtefact(loaded.get(entry.path) ?? []), entry.digest);
      }
      const known = (
        await estate.store.beginSnapshot({
          engineId: "tie",
          nodeId,
          nodeIds: [],
          dialect: FIXTURE_DIALECT,
          maskKeyId: FIXTURE_MASK_KEY,
        })
      ).known;
      assert.deepEqual(new Set(known.keys()), new Set(itemsOf(second).map(({ rawDigest }) => rawDigest)));
    }),
    { numRuns: 25 },
  );
  assert.equal(await estate.git("fsck", "--strict", "--no-dangling"), "");
});

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { LabelSegment } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { type NormalisedExport, normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { chooseSeed, seededRandom } from "#test/fakes/seeded-random";
import type { DialectDocument, DialectHarness } from "./dialect-harness.js";
import { findUndocumentedDrops } from "./find-drops.js";
import { type ChangeNode, mapRawTree } from "./map-raw-tree.js";

const MASK = createMask("dialects", Buffer.alloc(32, 9));
const CANARIES = ["Quartz7lantern", "Basalt4harbour"] as const;

/** So many places are tried of each document; the fuzz suite tries all. */
const PLACES = 12;

/** Holds a dialect against what every dialect must do, whatever its product. */
export function testDialectConformance(harness: DialectHarness): void {
  const { dialect, kindsElsewhere = {} } = harness;

  describe(`dialect of ${dialect.product}`, () => {
    let documents: readonly DialectDocument[] = [];
    before(async () => {
      documents = await harness.documents();
      assert.ok(documents.length > 0);
    });

    it("reads its documents alike each time, and again from what was kept", () => {
      for (const document of documents) {
        const { scope } = document;
        const options = { dialect, mask: MASK, scope, storeMessageTemplates: false };
        const { artefacts } = read(document);
        assert.deepEqual(artefacts, read(document).artefacts, document.origin);
        for (const { artefact } of artefacts) {
          assert.deepEqual(renormaliseArtefact(artefact, options).artefact, artefact, document.origin);
          assert.deepEqual(parseArtefact(renderArtefact(artefact)), artefact, document.origin);
        }
      }
    });

    it("gives every artefact of a document a key of its own, and a name", () => {
      for (const document of documents) {
        const keys = read(document).artefacts.map(({ artefact }) => `${artefact.kind} ${artefact.key}`);
        assert.deepEqual([...new Set(keys)], keys, document.origin);
        for (const { artefact } of read(document).artefacts)
          assert.ok(artefact.key !== "" && artefact.name !== "", `${document.origin}: ${artefact.kind}`);
      }
    });

    it("has a folder of its own, a concept and a document for every kind, and declares no other", () => {
      const kinds = Object.keys(dialect.folders);
      const seen = new Set(documents.flatMap((each) => read(each).artefacts.map(({ artefact }) => artefact.kind)));
      assert.deepEqual([...new Set(Object.values(dialect.folders))].length, kinds.length, "two kinds in one folder");
      assert.deepEqual(Object.keys(dialect.concepts).toSorted(), kinds.toSorted());
      assert.deepEqual(
        [...seen].filter((kind) => !kinds.includes(kind)),
        [],
      );
      assert.deepEqual(kinds.filter((kind) => !seen.has(kind)).sort(), Object.keys(kindsElsewhere).sort());
      for (const kind of [...dialect.interfaceKinds, ...(dialect.hidingKinds ?? [])])
        assert.ok(kinds.includes(kind), kind);
    });

    it("has words for every place of every artefact, that a report can show", () => {
      for (const document of documents)
        for (const { artefact } of read(document).artefacts)
          for (const segments of placesIn(artefact.root)) {
            const label = dialect.label(artefact.kind, segments);
            assert.ok(
              label.trim().length > 0 && !/undefined|\[object|[\0-\x1f]/.test(label),
              `${artefact.kind}: ${label}`,
            );
          }
    });

    it("takes no order of a declared set for a difference", () => {
      let sets = 0;
      for (const document of documents) {
        const wanted = JSON.stringify(read(document).artefacts.map(({ artefact }) => artefact));
        const turned = readChanged(document, (node, { unordered }) => {
          if (unordered !== true || node.children.length < 2) return node;
          sets += 1;
          return { ...node, children: node.children.toReversed() };
        });
        assert.equal(JSON.stringify(turned.artefacts.map(({ artefact }) => artefact)), wanted, document.origin);
      }
      assert.ok(sets > 0, "no document holds a set of two, so nothing was proved");
    });

    for (const [what, a, b] of harness.reordered ?? []) {
      it(`takes the order of ${what} for no difference`, () => assert.equal(keptOf(read(b)), keptOf(read(a))));
    }

    it("masks whatever stands where a rule says that a secret does, and keeps it comparable", () => {
      let places = 0;
      for (const document of documents) {
        const isSecret: (secret: string) => ChangeNode = (secret) => (node, rule) => {
          if (rule.secret !== true || node.children.length > 0 || node.text === "") return node;
          places += 1;
          return { ...node, text: secret };
        };
        const before = places;
        const [first, second] = CANARIES.map((secret) => keptOf(readChanged(document, isSecret(secret))));
        for (const secret of CANARIES)
          assert.ok(!first?.includes(secret) && !second?.includes(secret), document.origin);
        if (places > before) assert.notEqual(first, second, document.origin);
      }
      assert.ok(places > 0, "no document holds a place that a rule calls secret, so nothing was proved");
    });

    for (const [place, document] of harness.secrets) {
      it(`masks the secret at ${place}`, () => {
        for (const secret of CANARIES)
          assert.ok(!JSON.stringify(read(withSecret(document, secret))).includes(secret), "it is kept");
      });
    }

    for (const [what, document] of harness.refused) {
      it(`refuses ${what} by name, with the reason`, () => {
        assert.throws(
          () => read(document),
          (error) =>
            error instanceof LockstepError &&
            /^export-(malformed|unsupported)$/.test(error.code) &&
            error.message.includes(document.origin) &&
            error.message.length > document.origin.length + 15,
        );
      });
    }

    it("sees or refuses whatever else a document says, at places chosen by chance", (t) => {
      const random = seededRandom(chooseSeed(t));
      for (const [place, why] of harness.knownGaps ?? []) t.diagnostic(`not refused yet: ${place}: ${why}`);
      for (const document of documents.filter((each) => read(each).artefacts.length > 0))
        assert.deepEqual(findUndocumentedDrops(document, harness, { places: PLACES, random }), [], document.origin);
    });
  });

  function read({ scope, ...item }: DialectDocument): NormalisedExport {
    return normaliseExport(item, { dialect, mask: MASK, scope, storeMessageTemplates: false });
  }

  /** What a document would come to, were it read with something changed. */
  function readChanged({ scope, ...item }: DialectDocument, change: ChangeNode): NormalisedExport {
    const parsed = dialect.parse(item, scope);
    const artefacts = parsed.artefacts.map((artefact) => mapRawTree(artefact, { dialect, scope }, change));
    const changed = { ...dialect, parse: () => ({ ...parsed, artefacts }) };
    return normaliseExport(item, { dialect: changed, mask: MASK, scope, storeMessageTemplates: false });
  }
}

/** All that would be written to Git, whatever order it came in. */
function keptOf({ artefacts }: NormalisedExport): string {
  const files = artefacts.flatMap(({ artefact }) => renderArtefact(artefact));
  return files
    .map(({ path, bytes }) => `${path}\n${Buffer.from(bytes).toString()}`)
    .sort()
    .join("\n");
}

function withSecret(document: DialectDocument, secret: string): DialectDocument {
  return { ...document, bytes: Buffer.from(Buffer.from(document.bytes).toString().replaceAll("§", secret)) };
}

interface Place {
  readonly name: string;
  readonly key?: string;
  readonly text?: string;
  readonly children?: readonly Place[];
}

/** The way to each leaf below a root, as a report would tell it. */
function* placesIn(node: Place, way: readonly LabelSegment[] = []): Generator<readonly LabelSegment[]> {
  for (const child of node.children ?? []) {
    const title = child.children?.find(({ name }) => name === "name")?.text;
    const segment = { name: child.name, key: child.key ?? child.name, ...(title === undefined ? {} : { title }) };
    yield [...way, segment];
    yield* placesIn(child, [...way, segment]);
  }
}

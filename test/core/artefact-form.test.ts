import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Artefact, TreeNode } from "#schemas/artefact";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { isSameTree } from "#services/core/comparison/same-tree";
import { renormaliseArtefact } from "#services/core/normalise";
import { arbitraryArtefact, arbitraryRawTree, arbitrarySides, permuteSets } from "#test/fakes/arbitrary-tree";
import { branch, leaf, TINY_OPTIONS, tinyArtefact } from "#test/fakes/tiny-dialect";

const RUNS = { numRuns: 400 };

test("an artefact read back from its files is the artefact that was written", () => {
  fc.assert(
    fc.property(arbitraryArtefact, (artefact) => {
      assert.deepEqual(parseArtefact(renderArtefact(artefact)), artefact);
    }),
    RUNS,
  );
});

test("two artefacts have one digest exactly when their trees are the same", () => {
  fc.assert(
    fc.property(arbitrarySides, ({ baseline, production }) => {
      const isSame = digestArtefact(renderArtefact(baseline)) === digestArtefact(renderArtefact(production));
      assert.equal(isSame, isSameTree(baseline.root, production.root));
    }),
    RUNS,
  );
});

test("the order in which an engine lists what has no order never matters", () => {
  fc.assert(
    fc.property(arbitraryRawTree, (root) => {
      const permuted = permuteSets(root, ({ name }) => name === "set" || name === "people");
      assert.deepEqual(renderArtefact(tinyArtefact(permuted)), renderArtefact(tinyArtefact(root)));
    }),
    RUNS,
  );
});

test("twins in a set that differ in what never counts are not told apart by it", () => {
  const twin = (revision: string, text: string) => branch("b", leaf("revision", revision), leaf("a", text));
  const today = tinyArtefact(branch("set", twin("1", "x"), twin("2", "y")));
  const tomorrow = tinyArtefact(branch("set", twin("3", "x"), twin("2", "y")));
  assert.deepEqual(tomorrow, today);
});

test("the order of what has an order always matters", () => {
  const steps = ["1", "2", "3"].map((text) => leaf("step", text));
  const turned = tinyArtefact(branch("list", ...steps.toReversed()));
  assert.equal(isSameTree(tinyArtefact(branch("list", ...steps)).root, turned.root), false);
});

test("normalising what was normalised changes nothing", () => {
  fc.assert(
    fc.property(arbitraryArtefact, (artefact) => {
      assert.deepEqual(renormaliseArtefact(artefact, TINY_OPTIONS).artefact, artefact);
    }),
    RUNS,
  );
});

test("no two siblings of a collection share a key, whatever the engine calls them", () => {
  fc.assert(
    fc.property(arbitraryArtefact, ({ root }) => assertKeysUnique(root)),
    RUNS,
  );
  const collided = tinyArtefact(branch("list", leaf("b", "a"), leaf("b", "a"), leaf("b", "a#2")));
  assertKeysUnique(collided.root);
});

function assertKeysUnique(node: TreeNode): void {
  const keys = (node.children ?? []).map((child) => child.key ?? child.name);
  assert.equal(new Set(keys).size, keys.length, `${keys.join(" · ")} are different keys`);
  node.children?.forEach(assertKeysUnique);
}

test("every file of an artefact has a name that no file system takes amiss, and no two the same", () => {
  fc.assert(
    fc.property(arbitraryArtefact, (artefact: Artefact) => {
      const paths = renderArtefact(artefact).map(({ path }) => path);
      assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, paths.length);
      for (const path of paths) assert.match(path, /^(?:[\w~-]{1,60}\/)*[\w~-]{1,60}\.[a-z]+$/);
    }),
    RUNS,
  );
});

test("scripts whose keys differ in case alone, or only in what a file name cannot hold, keep a file each", () => {
  const step = (id: string) => branch("step", leaf("id", id), leaf("script", `return "${id}";`));
  const artefact = tinyArtefact(
    branch("steps", ...["To PAS", "TO PAS", "To/PAS", "To:PAS", "con", "..", "-rf"].map(step)),
  );
  const files = renderArtefact(artefact);
  assert.equal(new Set(files.map(({ path }) => path.toLowerCase())).size, 8);
  for (const { path } of files) assert.match(path, /^(?:[\w~-]+\/)*(?!con\.)[\w~-]+\.(?:js|json)$/i);
  assert.deepEqual(parseArtefact(files), artefact);
});

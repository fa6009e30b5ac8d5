import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Artefact, TreeNode } from "#schemas/artefact";
import type { DriftCase } from "#schemas/drift";
import { parsePath } from "#services/core/artefact/change-path";
import { compareArtefact, type DirectedChange } from "#services/core/comparison/compare-artefact";
import { isSameTree } from "#services/core/comparison/same-tree";
import { mapSides, type Sides } from "#services/core/comparison/sides";
import { arbitraryArtefact, arbitrarySides } from "#test/fakes/arbitrary-tree";
import { branch, leaf, TINY_DIALECT, tinyArtefact } from "#test/fakes/tiny-dialect";

const RUNS = { numRuns: 500 };

function changesOf(sides: Sides<Artefact>): DirectedChange[] {
  const trees = mapSides(sides, (artefact) => artefact.root);
  return compareArtefact("channel", trees, TINY_DIALECT);
}

test("nothing is told exactly when all three sides are the same", () => {
  fc.assert(
    fc.property(arbitrarySides, (sides) => {
      const { baseline, production, standby } = mapSides(sides, ({ root }) => root);
      const isSame = isSameTree(baseline, production) && isSameTree(baseline, standby);
      assert.equal(changesOf(sides).length === 0, isSame);
    }),
    RUNS,
  );
});

/** Which pairs of sides a direction says differ. */
const DIFFER: Readonly<Record<DriftCase, readonly string[]>> = {
  "in-lockstep": [],
  "standby-behind": ["production/standby", "baseline/standby"],
  "production-changed": ["production/standby", "baseline/production"],
  "both-changed": ["baseline/production", "baseline/standby"],
  diverged: ["production/standby", "baseline/production", "baseline/standby"],
};

test("a difference between any two sides is told as one between those two", () => {
  fc.assert(
    fc.property(arbitrarySides, (sides) => {
      const trees = mapSides(sides, ({ root }) => root);
      const told = new Set(changesOf(sides).flatMap((change) => DIFFER[change.case]));
      const pairs: [string, TreeNode | undefined, TreeNode | undefined][] = [
        ["production/standby", trees.production, trees.standby],
        ["baseline/production", trees.baseline, trees.production],
        ["baseline/standby", trees.baseline, trees.standby],
      ];
      for (const [pair, a, b] of pairs) assert.equal(told.has(pair), !isSameTree(a, b), pair);
    }),
    RUNS,
  );
});

test("nodes that take what the baseline does not hold in another order are not called equal", () => {
  const list = (...texts: string[]) => tinyArtefact(branch("list", ...texts.map((text) => leaf("step", text))));
  const changes = changesOf({ baseline: list("y"), production: list("x", "y"), standby: list("y", "x") });
  assert.deepEqual(
    changes.map(({ case: direction, change }) => [direction, change.path]),
    [
      ["both-changed", "/x"],
      ["diverged", "/#order"],
    ],
  );
});

const SWAPPED: Readonly<Record<DriftCase, DriftCase>> = {
  "in-lockstep": "in-lockstep",
  "standby-behind": "production-changed",
  "production-changed": "standby-behind",
  "both-changed": "both-changed",
  diverged: "diverged",
};

test("with the roles swapped the same paths differ, in the opposite direction", () => {
  const about = ({ case: direction, change }: DirectedChange) =>
    JSON.stringify([direction, change.path, change.kind, change.baseline, change.production, change.standby]);
  fc.assert(
    fc.property(arbitrarySides, ({ baseline, production, standby }) => {
      const swapped = changesOf({ baseline, production: standby, standby: production });
      const back = swapped.map(({ case: direction, change }) =>
        about({
          case: SWAPPED[direction],
          change: { ...change, production: change.standby, standby: change.production },
        }),
      );
      assert.deepEqual(back.sort(), changesOf({ baseline, production, standby }).map(about).sort());
    }),
    RUNS,
  );
});

test("a node without the artefact is one change of the whole, missing or unexpected by the baseline alone", () => {
  fc.assert(
    fc.property(arbitraryArtefact, (artefact) => {
      const [missing, ...others] = changesOf({ baseline: artefact, production: artefact, standby: undefined });
      assert.equal(others.length, 0);
      assert.deepEqual([missing?.case, missing?.change.kind], ["standby-behind", "missing"]);
      const [unexpected] = changesOf({ baseline: undefined, production: undefined, standby: artefact });
      assert.deepEqual([unexpected?.case, unexpected?.change.kind], ["standby-behind", "unexpected"]);
      assert.equal(unexpected?.change.path, "/");
    }),
    { numRuns: 100 },
  );
});

test("every path leads to a place that one of the sides has", () => {
  fc.assert(
    fc.property(arbitrarySides, (sides) => {
      for (const { change } of changesOf(sides)) {
        const segments = parsePath(change.path);
        const aspect = /^(@.*|#(name|order|structure|text))$/.test(segments.at(-1) ?? "");
        const found = Object.values(sides).some(
          ({ root }) => has(root, segments) || (aspect && has(root, segments.slice(0, -1))),
        );
        assert.ok(found, change.path);
      }
    }),
    RUNS,
  );
});

function has(tree: TreeNode, segments: readonly string[]): boolean {
  const [head, ...tail] = segments;
  if (head === undefined) return true;
  return (tree.children ?? []).some((child) => (child.key ?? child.name) === head && has(child, tail));
}

test("the first of many steps taken out is one change, not one for each step that moved up", () => {
  const ids = ["9", "4", "7", "1"];
  const steps = ids.map((id) => branch("step", leaf("id", id), leaf("script", `return ${id};`)));
  const whole = tinyArtefact(branch("steps", ...steps));
  const shorter = tinyArtefact(branch("steps", ...steps.slice(1)));
  const changes = changesOf({ baseline: whole, production: whole, standby: shorter });
  assert.deepEqual(
    changes.map(({ change }) => [change.path, change.kind]),
    [["/9", "missing"]],
  );
});

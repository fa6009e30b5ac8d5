import assert from "node:assert/strict";
import { test } from "node:test";
import type { ArtefactEntry } from "#schemas/snapshot";
import { compare, planComparison } from "#services/core/compare";
import type { Sides } from "#services/core/comparison/sides";
import { isAbsenceDoubtful } from "#services/core/readiness/is-absence-doubtful";
import { entryOf } from "#test/fakes/compare-tiny";
import { aPolicy } from "#test/fakes/judged";
import { anEntry, aSnapshot, aStandbySnapshot } from "#test/fakes/readiness-story";
import { branch, leaf, TINY_DIALECT, tinyArtefact } from "#test/fakes/tiny-dialect";

const aliased = (key: string, alias?: string): ArtefactEntry => anEntry(key, alias === undefined ? {} : { alias });

/** Keys on each side of what is compared together. */
function pairsOf(sides: Sides<readonly ArtefactEntry[]>): readonly (readonly (string | undefined)[])[] {
  const planned = planComparison("tie", sides, []);
  return planned.map(({ entries }) => [entries.baseline?.key, entries.production?.key, entries.standby?.key]);
}

test("what was renamed on one node is compared with what it was, and not called missing there and new here", () => {
  const [before, after] = [[aliased("ADT In", "id-1")], [aliased("ADT Inbound", "id-1")]];
  assert.deepEqual(pairsOf({ baseline: before, production: after, standby: before }), [
    ["ADT In", "ADT Inbound", "ADT In"],
  ]);
  assert.deepEqual(pairsOf({ baseline: before, production: after, standby: after }), [
    ["ADT In", "ADT Inbound", "ADT Inbound"],
  ]);
  const third = [aliased("ADT", "id-1")];
  assert.deepEqual(pairsOf({ baseline: before, production: after, standby: third }), [
    ["ADT In", "ADT Inbound", "ADT"],
  ]);
});

test("the same place comes first, whatever ids say", () => {
  const before = [aliased("A", "id-1"), aliased("B", "id-2")];
  const swapped = [aliased("A", "id-2"), aliased("B", "id-1")].map((entry) => ({ ...entry, digest: "sha256:other" }));
  assert.deepEqual(pairsOf({ baseline: before, production: before, standby: swapped }), [
    ["A", "A", "A"],
    ["B", "B", "B"],
  ]);
});

test("where one id stands for several, or for none, nothing is taken for a rename", () => {
  const copies = [aliased("B", "id-1"), aliased("C", "id-1")];
  const [one] = pairsOf({ baseline: [aliased("A", "id-1")], production: copies, standby: [aliased("A", "id-1")] });
  assert.deepEqual(one, ["A", undefined, "A"]);
  assert.equal(pairsOf({ baseline: [aliased("A")], production: [aliased("B")], standby: [aliased("A")] }).length, 2);
});

test("a rename is one change, from the old place to the new, beside what else changed", () => {
  const channel = (key: string, port: string) =>
    tinyArtefact(branch("channel", leaf("port", port)), { key, name: "Feed" });
  const changesOf = (port: string) => {
    const artefacts = {
      baseline: channel("Old/Feed", "1"),
      production: channel("New/Feed", port),
      standby: channel("Old/Feed", "1"),
    };
    const [baseline, production] = [entryOf(artefacts.baseline), entryOf(artefacts.production)];
    const { kind, key, name, path } = baseline;
    const entries = { baseline, production, standby: baseline };
    const drifts = compare([{ artefact: { kind, key, name, path }, entries, rules: [], artefacts }], TINY_DIALECT);
    return drifts.map((drift) => [drift.case, drift.changes.map((change) => `${change.path} ${change.production}`)]);
  };
  assert.deepEqual(changesOf("1"), [["production-changed", ["/#key New/Feed"]]]);
  assert.deepEqual(changesOf("2"), [["production-changed", ["/#key New/Feed", "/port 2"]]]);
});

test("what was renamed is not gone", () => {
  const many = Array.from({ length: 10 }, (_, index) => aliased(`Old/${index}`, `id-${index}`));
  const renamed = Array.from({ length: 10 }, (_, index) => aliased(`New/${index}`, `id-${index}`));
  const context = { baseline: aSnapshot({ entries: many }), partner: aSnapshot({ entries: many }), policy: aPolicy() };
  assert.equal(isAbsenceDoubtful(aStandbySnapshot({ entries: renamed }), context), false);
});

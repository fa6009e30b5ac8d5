import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import type { Waiver } from "#schemas/policy";
import { addWaiver } from "#services/core/waiver/add-waiver";

function aWaiver(about: Partial<Waiver> = {}): Waiver {
  return {
    id: "waiver-5a1c03f29b7e",
    artefact: { engine: "tie", kind: "channel", key: "Lab: results" },
    finding: `sha256:${"0".repeat(64)}`,
    owner: "R. Integrator",
    approver: "C. Chair",
    reason: "the analyser moves next week",
    granted: "2026-11-23",
    expires: "2026-11-30",
    ...about,
  };
}

const FILES = [
  undefined,
  "",
  "# nothing yet\n",
  "waivers: []",
  "# head\nwaivers: []\n# waivers:\n#   - id: example\n",
  "waivers: [] # none yet\n",
  "waivers:\n",
  "waivers: # none yet\n# tail\n",
  "waivers: null\n",
  "waivers:\n- id: a # why\n  reason: b\n# tail\n",
  "waivers:\n  - id: a\n    reason: |\n      b\n      c\n\n\n# tail\n",
  "waivers:\n      - { id: a, reason: b }",
  "waivers: [{ id: a, reason: b }] # one\n",
  "waivers:\r\n  - id: a\r\n    reason: b\r\n",
];

test("a waiver comes after those that are there, in whatever way the file is written", () => {
  for (const file of FILES) {
    const before: readonly unknown[] = parse(file ?? "")?.waivers ?? [];
    const written = addWaiver(file, aWaiver());
    assert.deepEqual(parse(written).waivers, [...before, aWaiver()], written);
    const again = addWaiver(written, aWaiver({ id: "second" }));
    assert.deepEqual(parse(again).waivers, [...before, aWaiver(), aWaiver({ id: "second" })], again);
  }
});

test("every line that people wrote stays as it is", () => {
  for (const file of FILES.filter((text) => text !== undefined && !/[[]|null/.test(text))) {
    const kept = (file ?? "").split("\n").filter((line) => line.trim() !== "");
    const written = addWaiver(file, aWaiver()).split("\n");
    for (const line of kept) assert.ok(written.includes(line), `${line} in ${written.join("\n")}`);
  }
});

test("no name and no reason can leave its place in the file, nor hide there", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ minLength: 1 }), (key, reason) => {
      const waiver = aWaiver({ artefact: { key }, reason, ticket: reason });
      const written = addWaiver(FILES[4], waiver);
      assert.deepEqual(parse(written).waivers, [waiver]);
      assert.doesNotMatch(written, /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { matchesArtefact } from "#services/core/comparison/match-artefact";
import { guessFlow } from "#services/core/discovery/guess-flow";
import { type InterfaceCandidate, proposeInterfaces } from "#services/core/discovery/propose-interfaces";
import { writeInterfacesYaml } from "#services/core/discovery/write-interfaces-yaml";
import { parseGoverned } from "#services/core/policy/parse-governed";

const TIERS: readonly (readonly [name: string, tier: number | undefined])[] = [
  ["PAS ADT In", 1],
  ["pas_adt_out", 1],
  ["AdtFanOut", 1],
  ["WinPath results to EPR", 1],
  ["LIMS-ORU", 1],
  ["Order Comms to LIMS", 1],
  ["ORM to RIS", 1],
  ["Pharmacy Dispensing", 1],
  ["RIS to PACS worklist", 2],
  ["MESH Outbound", 2],
  ["TOC ED", 2],
  ["Discharge letters", 2],
  ["SUS CDS Extract", 4],
  ["Data Warehouse Feed", 4],
  ["Research export", 4],
  ["Test harness", undefined],
  ["Spastic pathway", undefined],
  ["", undefined],
];

for (const [name, tier] of TIERS) {
  test(`'${name}' is guessed as tier ${tier ?? "unknown, which is left to policy"}`, () => {
    assert.equal(guessFlow(name, [])?.tier, tier);
  });
}

test("where a name points to two flows the more urgent one counts", () => {
  assert.equal(guessFlow("ADT to data warehouse", [])?.tier, 1);
});

test("message types in scripts speak where the name is silent", () => {
  const guess = guessFlow("Interface 17", ["return msg['MSH']['MSH.9']['MSH.9.1'].toString() == 'ORM';"]);
  assert.deepEqual([guess?.tier, guess?.from, guess?.word], [1, "content", "orm"]);
  assert.equal(guessFlow("Interface 17", ["var format = 'FORM^A01'; // ADT"]), undefined);
});

function candidate(name: string, key = name): InterfaceCandidate {
  return { kind: "channel", key, name, texts: [] };
}

test("channels whose names begin with the same telling word get one rule", () => {
  const names = ["Pathology Results", "Pathology Copy", "Pathology GP"];
  const { rules, unknown } = proposeInterfaces(
    "tie",
    "Team",
    names.map((name) => candidate(name)),
  );
  assert.deepEqual(unknown, []);
  assert.deepEqual(
    rules.map(({ rule }) => rule.match),
    [{ engine: "tie", kind: "channel", name: "Pathology *" }],
  );
});

test("a word that tells nothing, or a prefix that would take another flow along, makes no group", () => {
  const { rules } = proposeInterfaces(
    "tie",
    "Team",
    ["Live ADT", "Live ORU", "Lab One", "Lab Orders"].map((name) => candidate(name)),
  );
  assert.equal(rules.length, 4);
});

test("each interface is told by exactly one rule, or left to policy, whatever its name and the order they come in", () => {
  const words = fc.constantFrom(
    "ADT",
    "Lab",
    "MESH",
    "Pharmacy",
    "x",
    "*",
    "?",
    "Ü",
    "\u202e",
    "\n",
    '"',
    "#",
    ": ",
    "SUS",
  );
  const name = fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      const candidates = names.map((text, index) => candidate(text, `id-${index}`));
      const proposed = proposeInterfaces("tie", "Team", candidates);
      assert.deepEqual(
        [...proposed.rules.flatMap(({ covers }) => covers), ...proposed.unknown].map(({ key }) => key).sort(),
        candidates.map(({ key }) => key).sort(),
      );
      for (const { rule, covers } of proposed.rules) {
        const matched = candidates.filter((one) => matchesArtefact(rule.match, "tie", one));
        assert.deepEqual(matched.map(({ key }) => key).sort(), covers.map(({ key }) => key).sort());
      }
      const text = writeInterfacesYaml([{ ...proposed, states: [] }]);
      assert.deepEqual(
        parse(text).interfaces,
        proposed.rules.map(({ rule }) => rule),
      );
      assert.equal(proposeInterfaces("tie", "Team", candidates.toReversed()).rules.length, proposed.rules.length);
    }),
  );
});

test("what is written is valid policy", () => {
  const proposed = proposeInterfaces(
    "tie",
    "Team",
    ["PAS ADT In", "Odd: #name", "MESH *"].map((name) => candidate(name)),
  );
  const states = [{ key: "PAS ADT In", nodeId: "tie-b", operability: "disabled" }];
  const text = writeInterfacesYaml([{ ...proposed, states }]);
  assert.match(text, /# standby: disabled/);
  const files = new Map([
    ["estate.yaml", "estate: e\nengines: []\n"],
    ["policy/interfaces.yaml", text],
  ]);
  assert.deepEqual(parseGoverned(files).problems, []);
});

import assert from "node:assert/strict";
import test from "node:test";
import { Ajv } from "ajv";
import { ControlRow } from "#schemas/control-row";
import { getEdition } from "#services/core/control-maps/get-edition";
import { mapControls } from "#services/core/control-maps/map-controls";
import { parseControlMaps } from "#services/core/control-maps/parse-control-maps";
import { tellEdition } from "#services/core/control-maps/tell-edition";
import { EVIDENCE_SIGNALS, isSignalId, type Signal } from "#services/core/evidence/signals";
import { shippedMaps } from "./shipped-maps.js";

const { library } = parseControlMaps(shippedMaps());
const edition = getEdition(library, "nhs-dspt-caf@2025-26");

const signals: readonly Signal[] = [
  { id: "changes-unmatched", count: 3, told: "3 of 40 changes had no authority." },
  { id: "scan-coverage", count: 270, told: "270 of 270 looks that were due were taken whole." },
  { id: "exercises-proved", count: 0, told: "No exercise was recorded." },
  { id: "clocks-compared", count: null, told: "Whether clocks were compared could not be told." },
];

function rowOf(outcome: string) {
  const row = mapControls(edition, signals).find((one) => one.outcome === outcome);
  assert.ok(row, outcome);
  return row;
}

test("a control row holds what was observed, with the files in which it stands", () => {
  const row = rowOf("B4.b");
  assert.equal(row.ref, "nhs-dspt-caf@2025-26#B4.b");
  assert.deepEqual(row.observed, [
    "270 of 270 looks that were due were taken whole.",
    "3 of 40 changes had no authority.",
  ]);
  assert.deepEqual(row.evidence, ["02-coverage.csv", "03-unmatched.csv"]);
  assert.ok(row.contribution.length > 20 && row.residualGap.length > 20);
});

test("each row fits its schema", () => {
  const validate = new Ajv().compile(ControlRow);
  for (const row of mapControls(edition, signals)) assert.ok(validate(row), JSON.stringify(validate.errors));
});

test("an indicator is named with whose numbering that is, for what was seen for it and against it", () => {
  assert.deepEqual(
    rowOf("B4.b").indicators.filter(({ ref }) => ref === "A#3" || ref === "A#4"),
    [
      { ref: "A#3", numbering: "NCSC", direction: "against", signals: ["changes-unmatched"] },
      { ref: "A#4", numbering: "NCSC", direction: "for", signals: ["scan-coverage"] },
    ],
  );
});

test("changes without authority speak for an indicator that says what is lacking", () => {
  assert.deepEqual(
    rowOf("B4.b").indicators.find(({ ref }) => ref === "NA#4"),
    {
      ref: "NA#4",
      numbering: "NCSC",
      direction: "for",
      signals: ["changes-unmatched"],
    },
  );
});

test("that nothing was seen, or could not be told, speaks for no indicator and is said all the same", () => {
  const exercising = rowOf("D1.c");
  assert.deepEqual(exercising.indicators, []);
  assert.deepEqual(exercising.observed, ["No exercise was recorded."]);
  const logs = rowOf("C1.b");
  assert.ok(!logs.indicators.some(({ signals: named }) => named.includes("clocks-compared")));
  assert.ok(logs.observed.includes("Whether clocks were compared could not be told."));
});

test("outcomes to which a pack says nothing have no row", () => {
  const outcomes = mapControls(edition, signals).map(({ outcome }) => outcome);
  assert.ok(!outcomes.includes("B6.a"));
  assert.deepEqual(
    outcomes,
    edition.outcomes.map(({ id }) => id).filter((id) => outcomes.includes(id)),
  );
});

test("a level that the organisation loaded is shown with its source, and changes nothing else", () => {
  const own = new Map([
    [
      "policy/control-maps/expected.yaml",
      "schema: lockstep/control-expectations@1\nedition: nhs-dspt-caf@2025-26\nsource: Board paper 12\nexpectedLevels: { B4.a: Partially }\n",
    ],
  ]);
  const loaded = parseControlMaps(shippedMaps(), own);
  assert.deepEqual(loaded.problems, []);
  const rows = mapControls(edition, signals, loaded.library);
  const { loaded: level, ...rest } = rows.find(({ outcome }) => outcome === "B4.a") ?? {};
  assert.deepEqual(level, { level: "Partially", source: "Board paper 12" });
  assert.deepEqual(rest, rowOf("B4.a"));
  assert.ok(rows.every(({ outcome, loaded: other }) => outcome === "B4.a" || other === undefined));
  assert.ok(
    tellEdition(edition, loaded.library).some((told) =>
      /as the organisation loaded them \(Board paper 12\)/.test(told),
    ),
  );
});

test("the same signals in another order give the same rows", () => {
  const all = Object.keys(EVIDENCE_SIGNALS)
    .filter(isSignalId)
    .map((id, index): Signal => ({ id, count: index, told: `${id}.` }));
  assert.deepEqual(mapControls(edition, all.toReversed()), mapControls(edition, all));
});

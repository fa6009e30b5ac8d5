import assert from "node:assert/strict";
import test from "node:test";
import { parseControlMaps } from "#services/core/control-maps/parse-control-maps";
import { shippedMaps } from "./shipped-maps.js";

const shipped = shippedMaps();
const FILE = "policy/control-maps/own.yaml";

const MAP = `schema: lockstep/control-map@1
framework: trust-standards
edition: "2026"
title: Standards of the Trust
status: settled
catalogue: selected
basis: []
columns: []
notes: []
neverClaims: achievement-level
outcomes:
  - id: S1
    title: Changes are known
    contribution: Each change that was found is listed with its ticket.
    residualGap: It does not show other systems.
    evidence: [changes-recorded]
`;

function problemsOf(...texts: readonly string[]): readonly string[] {
  const own = new Map(
    texts.map((text, index) => [index === 0 ? FILE : `policy/control-maps/other${index}.yaml`, text]),
  );
  return parseControlMaps(shipped, own).problems.map(({ path, message }) => `${path}: ${message}`);
}

test("an organisation's own framework stands beside those that ship", () => {
  const { library, problems } = parseControlMaps(shipped, new Map([[FILE, MAP]]));
  assert.deepEqual(problems, []);
  assert.equal(library.editions.get("trust-standards@2026")?.outcomes[0]?.mapping?.evidence[0], "changes-recorded");
});

test("every problem of a map is named at once, each in its place", () => {
  const broken = MAP.replace("evidence: [changes-recorded]", "evidence: [changes-recoded, scan-gaps]")
    .replace("It does not show other systems.", "The standard is fully met, and the Trust is compliant.")
    .concat(
      "  - id: S1\n    title: Again\n    words: secure-configuraton\n  - id: S2\n    title: Bare\n    evidence: [scan-coverage]\n",
    );
  assert.deepEqual(problemsOf(broken), [
    "/outcomes/0/residualGap: says 'fully met', which is for an assessor to say",
    "/outcomes/0/evidence: 'changes-recoded' is no signal of a pack",
    "/outcomes/0/evidence: 'scan-gaps' speaks the other way",
    "/outcomes/1: names outcome 'S1' twice",
    "/outcomes/1/words: 'secure-configuraton' are no words that ship",
    "/outcomes/2: maps 'S2' without saying what is contributed and what is not shown",
  ]);
});

test("an indicator in a column that the outcome does not have is named", () => {
  const indicated = MAP.replace("columns: []", "columns: [NA, A]").concat(
    '    indicators:\n      - { ref: "PA#1", evidence: [scan-coverage] }\n',
  );
  assert.deepEqual(problemsOf(indicated), ["/outcomes/0/indicators/0: 'PA#1' stands in no column of this outcome"]);
});

test("an edition that ships is not replaced from the policy", () => {
  const taken = MAP.replace("trust-standards", "nhs-dspt-caf").replace('"2026"', "2025-26");
  assert.deepEqual(problemsOf(taken), ["/edition: 'nhs-dspt-caf@2025-26' is an edition already"]);
  const { library } = parseControlMaps(shipped, new Map([[FILE, taken]]));
  assert.equal(library.editions.get("nhs-dspt-caf@2025-26")?.outcomes.length, 47);
});

test("an organisation adds the edition of a year to come, and none for days that have one", () => {
  const year = (first: string, last: string) =>
    MAP.replace("trust-standards", "nhs-dspt-caf").replace(
      "columns: []",
      `columns: []\nassessmentYear: { first: "${first}", last: "${last}" }`,
    );
  assert.deepEqual(problemsOf(year("2027-07-01", "2028-06-30")), []);
  assert.deepEqual(problemsOf(year("2027-06-30", "2028-06-30")), [
    "/assessmentYear: shares days with nhs-dspt-caf@2026-27",
  ]);
  assert.deepEqual(problemsOf(year("2028-06-30", "2027-07-01")), [
    "/assessmentYear: '2028-06-30' to '2027-07-01' is no stretch of days",
  ]);
});

test("a level loaded for an outcome of another year is refused by its name", () => {
  const levels = (edition: string, id: string) =>
    `schema: lockstep/control-expectations@1\nedition: ${edition}\nsource: Board paper 12\nexpectedLevels: { ${id}: Partially }\n`;
  assert.deepEqual(problemsOf(levels("nhs-dspt-caf@2026-27", "C2.b")), [
    "/expectedLevels/C2.b: 'C2.b' is no outcome of nhs-dspt-caf@2026-27",
  ]);
  assert.deepEqual(problemsOf(levels("nhs-dspt-caf@2025-26", "A4.b")), [
    "/expectedLevels/A4.b: 'A4.b' is no outcome of nhs-dspt-caf@2025-26",
  ]);
  assert.deepEqual(problemsOf(levels("nhs-dspt-caf@2029-30", "A4.a")), [
    "/edition: 'nhs-dspt-caf@2029-30' is no edition",
  ]);
  assert.deepEqual(problemsOf(levels("nhs-dspt-caf@2025-26", "A4.a"), levels("nhs-dspt-caf@2025-26", "A3.a")), [
    "/edition: 'nhs-dspt-caf@2025-26' has its levels in another file",
  ]);
});

test("a crosswalk that loses an outcome, or leads to none, is refused", () => {
  const file = "crosswalk-nhs-dspt-caf-2025-26-to-2026-27.yaml";
  const text = shipped.get(file) ?? "";
  const lossy = text.replace("  - to: C1.f\n    relation: new\n", "").replace("to: A2.c", "to: A2.d");
  assert.notEqual(lossy, text);
  const { problems } = parseControlMaps(new Map([...shipped, [file, lossy]]));
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      "'A2.d' is no outcome of nhs-dspt-caf@2026-27",
      "lose 'A2.c' of nhs-dspt-caf@2026-27",
      "lose 'C1.f' of nhs-dspt-caf@2026-27",
    ],
  );
});

test("an id that is in use for something else cannot be called kept", () => {
  const file = "crosswalk-nhs-dspt-caf-2025-26-to-2026-27.yaml";
  const text = shipped.get(file) ?? "";
  const wrong = text
    .replace("to: A2.c\n    relation: renamed", "to: A2.b\n    relation: kept")
    .replace("to: A2.b\n    relation: new", "to: A2.c\n    relation: new");
  const { problems } = parseControlMaps(new Map([...shipped, [file, wrong]]));
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["keeps 'A2.b' (Assurance) as 'A2.b' (Understanding Threat)"],
  );
});

test("a file of no known form, or that is no YAML, is a problem and not passed over", () => {
  assert.deepEqual(problemsOf("outcomes: []\n"), ["/schema: names no form that is read here"]);
  assert.equal(problemsOf("schema: [\n").length, 1);
});

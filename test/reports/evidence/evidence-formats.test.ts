import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Log } from "sarif";
import { SaxesParser } from "saxes";
import { EVIDENCE_TABLES } from "#services/core/evidence/tables";
import { nameUuid } from "#services/core/text/name-uuid";
import { judgeEngineRules } from "#services/reports/evidence/judge-engine-rules";
import { renderEvidenceJunit } from "#services/reports/evidence/render-evidence-junit";
import { renderEvidenceOscal } from "#services/reports/evidence/render-evidence-oscal";
import { renderEvidenceSarif } from "#services/reports/evidence/render-evidence-sarif";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { assertGolden } from "../golden.js";
import { anEvidenceDocument, evidenceWith, tableWith } from "./evidence-fixtures.js";
import { OSCAL_SCHEMA } from "./oscal-schema.js";

const DOCUMENTS = [anEvidenceDocument(), ...HOSTILE_TEXTS.map(evidenceWith)];

test("what tools read of a quarter is the same every time", () => {
  assertGolden("evidence.sarif", renderEvidenceSarif(anEvidenceDocument()));
  assertGolden("evidence.junit.xml", renderEvidenceJunit(anEvidenceDocument()));
  assertGolden("evidence.oscal.json", renderEvidenceOscal(anEvidenceDocument()));
});

test("SARIF fits the published schema, whatever somebody wrote", () => {
  const fits = sarifSchema();
  for (const document of DOCUMENTS) {
    assert.ok(fits(JSON.parse(renderEvidenceSarif(document))), JSON.stringify(fits.errors?.slice(0, 3)));
  }
});

test("only a change without authority is a failure, what is waived is suppressed, and what is gone is absent", () => {
  const changes = tableWith(EVIDENCE_TABLES.population, [
    { changeId: "a", kind: "difference", verdict: "unreferenced", authorised: false, foundAt: "2026-08-01T00:00:00Z" },
    { changeId: "b", kind: "difference", verdict: "authorised", authorised: true, foundAt: "2026-01-01T00:00:00Z" },
    { changeId: "c", kind: "difference", authorised: false, explainedBy: "waiver x", goneAt: "2026-09-01T00:00:00Z" },
    { changeId: "d", kind: "alignment" },
  ]);
  const { runs }: Log = JSON.parse(renderEvidenceSarif(anEvidenceDocument({ tables: [changes] })));
  assert.deepEqual(
    runs[0]?.results?.map(({ kind, level, baselineState, suppressions = [] }) => [
      ...[kind, level, baselineState, suppressions.length],
    ]),
    [
      ["fail", "warning", "new", 0],
      ["pass", "none", "unchanged", 0],
      ["fail", "warning", "absent", 1],
    ],
  );
});

test("JUnit is well formed, and holds a test a rule for each engine", () => {
  for (const document of DOCUMENTS) {
    let cases = 0;
    const parser = new SaxesParser();
    parser.on("error", (error) => assert.fail(error.message));
    parser.on("opentag", ({ name }) => {
      if (name === "testcase") cases += 1;
    });
    parser.write(renderEvidenceJunit(document)).close();
    assert.equal(cases, document.parameters.engines.length * 5);
  }
});

test("OSCAL fits the shape of assessment results 1.2.2, whatever somebody wrote", () => {
  const fits = new Ajv({ allErrors: true }).compile(OSCAL_SCHEMA);
  for (const document of DOCUMENTS) {
    assert.ok(fits(JSON.parse(renderEvidenceOscal(document))), JSON.stringify(fits.errors?.slice(0, 3)));
  }
});

test("no outcome of a framework is a finding: only rules of our own are", () => {
  const { "assessment-results": answer } = JSON.parse(renderEvidenceOscal(anEvidenceDocument()));
  const targets: string[] = answer.results[0].findings.map(
    (finding: { target: { "target-id": string } }) => finding.target["target-id"],
  );
  assert.ok(targets.length > 0);
  for (const target of targets) assert.match(target, /^lockstep\./);
});

test("an engine of which nothing is on record holds none of the rules", () => {
  const rules = judgeEngineRules(anEvidenceDocument({ tables: [] }), "tie");
  assert.deepEqual(new Set(rules.map(({ outcome }) => outcome)), new Set(["untold"]));
});

test("ready by somebody's word is not told as held", () => {
  const days = tableWith(EVIDENCE_TABLES.readiness, [
    { engine: "tie", day: "2026-09-30", atEnd: "ready", byOverride: true },
  ]);
  const [rule] = judgeEngineRules(anEvidenceDocument({ tables: [days] }), "tie");
  assert.equal(rule?.outcome, "set-aside");
});

test("the same name has the same id on any machine", () => {
  assert.equal(nameUuid("a"), nameUuid("a"));
  assert.notEqual(nameUuid("a"), nameUuid("b"));
  assert.match(nameUuid("a"), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

function sarifSchema(): ReturnType<Ajv["compile"]> {
  const file = fileURLToPath(import.meta.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  const { $schema: _draft4, id: _id, ...schema }: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

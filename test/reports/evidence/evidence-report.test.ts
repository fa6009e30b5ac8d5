import assert from "node:assert/strict";
import { test } from "node:test";
import { SaxesParser } from "saxes";
import { findLevelClaim } from "#services/core/control-maps/find-level-claim";
import { EVIDENCE_TABLES } from "#services/core/evidence/tables";
import { renderEvidenceHtml } from "#services/reports/evidence/render-evidence-html";
import { renderEvidenceReadme } from "#services/reports/evidence/render-evidence-readme";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { assertGolden } from "../golden.js";
import { anEvidenceDocument, evidenceWith, tableWith } from "./evidence-fixtures.js";

test("a quarter is told in the same words every time", () => {
  const page = renderEvidenceHtml(anEvidenceDocument());
  assertGolden("evidence.html", page.replace(/<style>[\s\S]*?<\/style>/, "<style></style>"));
  assertGolden("evidence-readme.txt", renderEvidenceReadme(anEvidenceDocument()));
});

test("every row of every table stands in the page, also those that are folded away", () => {
  const rows = Array.from({ length: 450 }, (_, index) => ({ engine: `engine-${index}`, day: "2026-07-01" }));
  const page = renderEvidenceHtml(anEvidenceDocument({ tables: [tableWith(EVIDENCE_TABLES.coverage, rows)] }));
  for (const { engine } of rows) assert.ok(page.includes(`<th scope="row">${engine}</th>`), engine);
  assert.match(page, /250 more rows/);
});

test("every value of every column stands in the page, with its heading", () => {
  const columns = EVIDENCE_TABLES.population.columns;
  const row = Object.fromEntries(columns.map(({ key, kind }) => [key, kind === "text" ? `value-of-${key}` : null]));
  const page = renderEvidenceHtml(anEvidenceDocument({ tables: [tableWith(EVIDENCE_TABLES.population, [row])] }));
  for (const { key, kind, heading } of columns) {
    if (kind !== "text") continue;
    assert.ok(page.includes(`value-of-${key}`), key);
    assert.ok(page.includes(heading), heading);
  }
});

test("an outcome is told with what was observed, what that does not show, and who remains responsible", () => {
  const page = renderEvidenceHtml(anEvidenceDocument());
  assert.match(page, /For the 2 integration engines in scope, 1 Jul 2026 to 30 Sep 2026, the service observed:/);
  assert.match(page, /This contributes to outcome B4\.b\./);
  assert.match(page, /NCSC indicator A#4: what was observed speaks for it/);
  assert.match(page, /NCSC indicator NA#4: what was observed speaks against it/);
  assert.match(page, /It does not show the build of operating systems\./);
  assert.match(page, /The organisation remains responsible for its own assessment\./);
  assert.match(page, /the service observed nothing that speaks to this outcome\./);
});

test("no level is claimed anywhere in the page", () => {
  const { loaded: _, ...control } = anEvidenceDocument().controls[0] ?? assert.fail();
  const page = renderEvidenceHtml(anEvidenceDocument({ controls: [control], exclusions: [] }));
  assert.equal(findLevelClaim(page.replace(/<[^>]*>/g, " ")), undefined);
});

test("nothing that somebody wrote becomes an element, an attribute or an address of the page", () => {
  const ours = elementsOf(renderEvidenceHtml(anEvidenceDocument()));
  for (const text of HOSTILE_TEXTS) {
    for (const element of elementsOf(renderEvidenceHtml(evidenceWith(text)))) assert.ok(ours.has(element), element);
  }
});

test("what cannot be seen in a text is shown by its number in the page and in the readme", () => {
  const document = evidenceWith("a\u202eb\u0000c\r\n\u200bd");
  assert.doesNotMatch(renderEvidenceHtml(document), /[\u0000\u202e\u200b\r]/u);
  assert.doesNotMatch(renderEvidenceReadme(document).replaceAll("\r\n", ""), /[\u0000\u202e\u200b\r\n]/u);
});

test("an estate in which nothing happened has its page too", () => {
  const empty = Object.values(EVIDENCE_TABLES).map((kind) => tableWith(kind, []));
  const compliance = { ...anEvidenceDocument().compliance, engines: [], markers: [] };
  const page = renderEvidenceHtml(anEvidenceDocument({ tables: empty, controls: [], figures: [], compliance }));
  assert.match(page, /There is nothing to list\./);
  assert.match(page, /There were none in the period\./);
  assert.match(page, /<td>100 %<\/td><\/tr>/);
});

/** Each element with the names of its attributes, and each address. Fails where the page is not well formed. */
function elementsOf(page: string): ReadonlySet<string> {
  const elements = new Set<string>();
  const parser = new SaxesParser();
  parser.on("error", (error) => assert.fail(error.message));
  parser.on("comment", () => assert.fail("a comment"));
  parser.on("opentag", ({ name, attributes }) => {
    elements.add(`${name} ${Object.keys(attributes).join(" ")}`);
    if ("href" in attributes) elements.add(`to ${attributes["href"]}`);
  });
  parser.write(page.replace("<!DOCTYPE html>\n", "")).close();
  return elements;
}

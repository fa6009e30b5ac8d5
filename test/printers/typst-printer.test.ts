import assert from "node:assert/strict";
import { test } from "node:test";
import { createTypstPrinter } from "#services/printers/typst/create-typst-printer";
import { printableText } from "#services/reports/evidence/printable-text";
import { renderEvidenceTypst } from "#services/reports/evidence/render-evidence-typst";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { anEvidenceDocument, evidenceWith } from "#test/reports/evidence/evidence-fixtures";

/** What would be an instruction to Typst, and what its font cannot show. */
const TYPST_TEXTS = [
  '"))#panic("x")',
  '#include "/etc/passwd" #read("/etc/passwd")',
  "$x^2$ <label> @reference `raw` /* comment",
  '\\u{202e} \\ \\" \u0007',
  "日本語 עברית 😀 e\u0301 \ud800",
];

test("the same text gives the same bytes, of the kind that archives take, with tags and without a clock", async () => {
  const typst = renderEvidenceTypst(anEvidenceDocument());
  const first = await createTypstPrinter().print(typst);
  const second = await createTypstPrinter().print(typst);
  assert.deepEqual(Buffer.from(first), Buffer.from(second));
  const text = Buffer.from(first).toString("latin1");
  assert.match(text, /pdfaid:part>2<[\s\S]*pdfaid:conformance>A</);
  assert.match(text, /\/MarkInfo/);
  assert.match(text, /\/Lang ?\(en-GB\)/);
  assert.doesNotMatch(text, /\/(?:JavaScript|Launch|OpenAction)\b/);
});

test("what somebody wrote is text on paper and never an instruction", async () => {
  const printer = createTypstPrinter();
  for (const text of [HOSTILE_TEXTS.join(" "), ...TYPST_TEXTS]) {
    const print = await printer.print(renderEvidenceTypst(evidenceWith(text)));
    assert.equal(Buffer.from(print).subarray(0, 5).toString(), "%PDF-", text);
  }
});

test("a character without a shape in the font is shown by its number", () => {
  assert.equal(printableText("日 Zoë e\u0301 \u202e"), "⟨U+65E5⟩ Zoë é ⟨U+202E⟩");
});

test("text that the compiler does not take is an error and no print", async () => {
  await assert.rejects(createTypstPrinter().print("#panic()"), { name: "LockstepError", code: "bug" });
});

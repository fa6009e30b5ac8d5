import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { SaxesParser } from "saxes";
import { escapeText } from "#services/core/text/escape-text";
import { markdownCode, markdownText } from "#services/reports/markdown/markdown";
import { renderCompareHtml } from "#services/reports/render/render-compare-html";
import { renderCompareJunit } from "#services/reports/render/render-compare-junit";
import { renderCompareMarkdown } from "#services/reports/render/render-compare-markdown";
import { renderCompareTerminal } from "#services/reports/render/render-compare-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderPreviewMarkdown } from "#services/reports/render/render-preview-markdown";
import { renderPreviewTerminal } from "#services/reports/render/render-preview-terminal";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { runsOf } from "#test/fakes/runs-of";
import { compareReport, HOSTILE, hostileReport } from "./fixtures.js";
import { hostileOverride } from "./hostile-override.js";
import { hostilePreview } from "./hostile-preview.js";

const FRAGMENTS = [
  "<script>",
  "</td>",
  "-->",
  "]]>",
  "@team",
  "#12",
  "`",
  "|",
  "\\",
  "[x](javascript:y)",
  " www.evil.example",
  "\u202e",
  "\u0000",
];
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(...FRAGMENTS, "\n", "\u001b[2J", "&amp;", "\ud800"),
    ),
  )
  .map((parts) => parts.join(""));
const RUNS = runsOf(60);

const HTML_ELEMENTS = new Set(
  (
    "html head meta title style body header main footer nav section article div h1 h2 h3 h4 p span strong br a ol ul li dl dt dd " +
    "table caption thead tbody tr th td details summary"
  ).split(" "),
);
const MARKDOWN_ELEMENTS = new Set("h1 h2 h3 p ul ol li strong code pre table thead tbody tr th td".split(" "));
const JUNIT_ELEMENTS = new Set("testsuites testsuite properties property testcase failure error skipped".split(" "));

function markdownOf(text: string): readonly string[] {
  return [
    renderMarkdown(hostileReport(text)),
    renderMarkdown(hostileOverride(text)),
    renderCompareMarkdown(compareReport(text)),
    renderPreviewMarkdown(hostilePreview(text)),
  ];
}

describe("text from an engine is shown, and never obeyed", () => {
  it("cannot bring an element, an attribute or a link into the page", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const pages = [hostileReport(text), hostileOverride(text)].map(renderHtml);
        for (const page of [...pages, renderCompareHtml(compareReport(text))]) {
          assertOnlyKnown(page.replace("<!DOCTYPE html>\n", ""), HTML_ELEMENTS);
        }
      }),
      RUNS,
    );
  });

  it("cannot break the JUnit document, whatever characters it holds", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        assertOnlyKnown(renderJunit(hostileReport(text)), JUNIT_ELEMENTS);
        assertOnlyKnown(renderJunit(hostileOverride(text)), JUNIT_ELEMENTS);
        assertOnlyKnown(renderCompareJunit(compareReport(text)), JUNIT_ELEMENTS);
      }),
      RUNS,
    );
  });

  it("cannot steer a terminal or reverse what is read", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = [
          renderTerminal(hostileReport(text)),
          renderTerminal(hostileOverride(text)),
          renderCompareTerminal(compareReport(text)),
          renderPreviewTerminal(hostilePreview(text)),
        ].join("");
        assert.doesNotMatch(lines, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
      RUNS,
    );
  });

  it("cannot become Markdown, HTML, a mention or a reference in prose", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = markdownText(text);
        assert.doesNotMatch(shown.replaceAll(/&#\d+;/g, ""), /[\\`*_{}[\]<>|~#@$!^\n\r&]/);
        assert.doesNotMatch(rendered(shown), /[@#!~%$&]\w|https?:[!-~]|javascript:[!-~]/i);
      }),
    );
  });

  it("cannot leave a code span", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = markdownCode(text);
        const inside = /^`([^`|\n]*)`$|^<code>([^<`|\n]*)<\/code>$|^\(empty\)$/;
        assert.match(shown, inside);
      }),
    );
  });

  it("cannot change the columns of a Markdown table", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const document of markdownOf(text)) {
          assertEvenTables(document);
        }
      }),
      RUNS,
    );
  });

  it("gives a forge no element, link or address of its own to render", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const document of markdownOf(text)) {
          const html = micromark(document, {
            allowDangerousHtml: true,
            extensions: [gfm()],
            htmlExtensions: [gfmHtml()],
          });
          const elements = [...html.matchAll(/<\/?([^\s>/]+)/g)].map(([, name]) => name ?? "");
          assert.deepEqual(
            elements.filter((name) => !MARKDOWN_ELEMENTS.has(name)),
            [],
          );
        }
      }),
      RUNS,
    );
  });

  it("is shown by number where it cannot be seen", () => {
    assert.equal(escapeText("a\u202eb\u0000\r\n\t\ud800\u{e0041}"), "a⟨U+202E⟩b⟨U+0000⟩⟨U+000D⟩⏎⇥⟨U+D800⟩⟨U+E0041⟩");
    assert.equal(escapeText(escapeText(HOSTILE)), escapeText(HOSTILE));
  });

  it("leaves SARIF that can be parsed, with no address outside the estate", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const addresses = [...renderSarif(hostileReport(`../${text}/..`)).matchAll(/"uri": "([^"]*)"/g)].map(
          ([, uri]) => uri ?? "",
        );
        for (const address of addresses) assert.doesNotMatch(address, /^[a-z]+:|^\/|(^|\/)\.\.?(\/|$)|[^\x21-\x7e]/);
        JSON.parse(renderSarif(hostileReport(text)));
      }),
      RUNS,
    );
  });
});

describe("a very long value", () => {
  const long = `${"A".repeat(1_000_000)}\u202e`;

  it("is cut in every report, with its length and digest", () => {
    for (const report of [renderTerminal, renderHtml, renderMarkdown, renderSarif, renderJunit]) {
      const shown = report(hostileReport(long));
      assert.ok(shown.length < 120_000, `${report.name}: ${shown.length} characters`);
      assert.match(shown, /cut: [12],000,\d{3} characters, sha256 [0-9a-f]{12}/);
    }
  });

  it("cannot pass for another that begins alike", () => {
    const other = hostileReport(`${"A".repeat(999_999)}B\u202e`);
    assert.notEqual(renderMarkdown(hostileReport(long)), renderMarkdown(other));
  });
});

function assertOnlyKnown(xml: string, known: ReadonlySet<string>): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => assert.fail(error.message));
  parser.on("opentag", (tag) => {
    assert.ok(known.has(tag.name), `element ${tag.name}`);
    for (const [name, value] of Object.entries(tag.attributes)) {
      assert.doesNotMatch(name, /^on|^style$|^src/);
      if (name === "href") assert.match(value, /^#[\w-]+$/);
    }
  });
  parser.on("comment", () => assert.fail("a comment"));
  parser.on("cdata", () => assert.fail("a CDATA section"));
  parser.write(xml).close();
}

/** What a forge sees in the rendered text: character references are gone. */
function rendered(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)));
}

function assertEvenTables(document: string): void {
  let columns = 0;
  for (const line of document.split("\n")) {
    const cells = line.startsWith("| ") ? line.split("|").length : 0;
    if (cells > 0 && columns > 0) assert.equal(cells, columns, line);
    columns = cells;
  }
}

import { describe, it } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import { renderCompareHtml } from "#services/reports/render/render-compare-html";
import { renderCompareJunit } from "#services/reports/render/render-compare-junit";
import { renderCompareMarkdown } from "#services/reports/render/render-compare-markdown";
import { renderCompareSarif } from "#services/reports/render/render-compare-sarif";
import { renderCompareTerminal } from "#services/reports/render/render-compare-terminal";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderReadyTerminal } from "#services/reports/render/render-ready-terminal";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import {
  AT,
  aReport,
  compareReport,
  HOSTILE,
  hostileReport,
  notReadyReport,
  sameCompareReport,
  unknownReport,
} from "./fixtures.js";
import { assertGolden } from "./golden.js";

const SITUATIONS: Readonly<Record<string, CheckReport>> = {
  ready: aReport(),
  "not-ready": notReadyReport(),
  unknown: unknownReport(),
  hostile: hostileReport(),
  empty: { ...aReport(), engines: [] },
};

describe("a check is told in the same words every time", () => {
  for (const [situation, report] of Object.entries(SITUATIONS)) {
    it(`on a terminal of 80 columns: ${situation}`, () =>
      assertGolden(`check-${situation}.txt`, renderTerminal(report, { width: 80 })));
    it(`as a page: ${situation}`, () => assertGolden(`check-${situation}.html`, withoutStyle(renderHtml(report))));
    it(`as Markdown: ${situation}`, () => assertGolden(`check-${situation}.md`, renderMarkdown(report)));
    it(`as SARIF: ${situation}`, () => assertGolden(`check-${situation}.sarif`, renderSarif(report)));
    it(`as JUnit XML: ${situation}`, () => assertGolden(`check-${situation}.junit.xml`, renderJunit(report)));
  }

  it("in colour, with only the most severe findings", () =>
    assertGolden("check-colour.txt", renderTerminal(notReadyReport(), { colour: true, findingsLimit: 1 })));
  it("as the stored verdict, three hours later", () =>
    assertGolden("ready-expired.txt", render(renderReadyTerminal, aReport(), "2026-11-23T05:05:00Z")));
  it("as the stored verdict that is not ready", () =>
    assertGolden("ready-not-ready.txt", render(renderReadyTerminal, notReadyReport(), AT)));
  it("as the list of actions, by owner", () =>
    assertGolden("explain-not-ready.txt", render(renderExplainTerminal, notReadyReport(), AT)));
});

describe("a comparison is told in the same words every time", () => {
  for (const [situation, report] of Object.entries({
    different: compareReport(),
    same: sameCompareReport(),
    hostile: compareReport(HOSTILE),
  })) {
    it(`on a terminal: ${situation}`, () =>
      assertGolden(`compare-${situation}.txt`, renderCompareTerminal(report, { width: 80 })));
    it(`as a page: ${situation}`, () =>
      assertGolden(`compare-${situation}.html`, withoutStyle(renderCompareHtml(report))));
    it(`as Markdown: ${situation}`, () => assertGolden(`compare-${situation}.md`, renderCompareMarkdown(report)));
    it(`as SARIF: ${situation}`, () => assertGolden(`compare-${situation}.sarif`, renderCompareSarif(report)));
    it(`as JUnit XML: ${situation}`, () => assertGolden(`compare-${situation}.junit.xml`, renderCompareJunit(report)));
  }
});

/** The style sheet is looked at in a browser; in a golden it would only hide the page. */
function withoutStyle(html: string): string {
  return html.replace(/<style>[\s\S]*<\/style>/, "<style></style>");
}

function render(renderer: typeof renderReadyTerminal, report: CheckReport, at: string): string {
  return report.engines.map((engine) => renderer(engine, { at, width: 80 })).join("\n");
}

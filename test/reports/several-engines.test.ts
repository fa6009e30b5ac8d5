import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { anEngine, aReport, notReadyReport } from "./fixtures.js";

const ready = anEngine({ engineId: "health-connect", product: "iris" });
const report: CheckReport = { ...aReport(), engines: [...notReadyReport().engines, ready] };

test("of several engines every verdict stands before the first of them is told", () => {
  for (const render of [renderTerminal, renderHtml, renderMarkdown]) {
    const page = render(report);
    const text = page.slice(Math.max(0, page.indexOf("<main"))).replaceAll(/<[^>]*>|[*#|]/g, " ");
    const [head = ""] = text.replaceAll(/\s+/g, " ").split(/\(?scope/i);
    assert.match(head, /NOT READY/, render.name);
    assert.match(head.replaceAll("NOT READY", ""), /health-connect.*READY|READY.*health-connect/, render.name);
  }
});

test("of one engine the verdict is told once, not listed", () => {
  assert.doesNotMatch(renderHtml(aReport()), /aria-label="Engines"/);
  assert.equal(renderTerminal(aReport()).split("READY").length, 2);
});

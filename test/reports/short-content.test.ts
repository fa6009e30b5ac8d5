import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownSide } from "#services/reports/markdown/markdown-change";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { describeSide } from "#services/reports/words/describe-finding";
import { aChange, aFinding, aReport } from "./fixtures.js";

const DIGEST = "0123456789abcdef".repeat(4);

test("a report shows of a long text or a new part the first 16 digits of its digest, which the finding holds whole", () => {
  const changes = [
    aChange({ baseline: `text of 12 lines, sha256:${DIGEST}`, production: `present ('PAS'), sha256:${DIGEST}` }),
  ];
  const report = aReport({ findings: [aFinding("PAS ADT In", { case: "production-changed", changes })] });
  for (const render of [renderTerminal, renderHtml, renderMarkdown, renderJunit, renderSarif]) {
    const text = render(report);
    assert.ok(text.includes("0123456789abcdef"), render.name);
    assert.ok(!text.includes(DIGEST.slice(0, 17)), render.name);
  }
});

test("a value of the engine that holds a digest is shown as it is", () => {
  for (const value of [`sha256:${DIGEST}`, `image@sha256:${DIGEST}`, `text of 12 lines, sha256:${DIGEST}.`]) {
    assert.equal(describeSide(value, 200), value);
    assert.ok(markdownSide(value).includes(value));
  }
});

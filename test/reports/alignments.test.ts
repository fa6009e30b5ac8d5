import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AlignmentStanding } from "#schemas/alignment-standing";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { aReport } from "./fixtures.js";

const OPEN: AlignmentStanding = {
  ...{ engineId: "tie", nodeId: "tie-b", plan: "sha256:plan", state: "open", since: "2026-11-23T02:00:00.000Z" },
  message: "Not carried out yet: 0 of 1 artefact as the plan expects.",
};

const RENDERERS = { terminal: renderTerminal, page: renderHtml, Markdown: renderMarkdown };

describe("planned alignments in the report of a check", () => {
  for (const [name, render] of Object.entries(RENDERERS)) {
    it(`are told in a line each: ${name}`, () => {
      const told = render({ ...aReport(), alignments: [OPEN] }).replace(/&#\d+;|\s+/g, " ");
      assert.match(told, /tie-b of tie, planned 23 Nov 2026 02:00 UTC\. Not carried out yet: 0 of 1 artefact/);
    });

    it(`are no part of it where there is none: ${name}`, () => {
      assert.equal(render({ ...aReport(), alignments: [] }), render(aReport()));
    });

    it(`let no text become markup: ${name}`, () => {
      const hostile = { ...OPEN, message: "<img src=x onerror=alert(1)> @team \u001b[31m \u202e" };
      const told = render({ ...aReport(), alignments: [hostile] });
      assert.doesNotMatch(told, /\u202e/);
      if (name !== "terminal") assert.equal(told.includes("<img src=x"), false);
      if (name === "Markdown") assert.equal(told.includes("@team"), false);
    });
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadinessReason } from "#schemas/readiness";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { aReadiness, aReport } from "./fixtures.js";

test("a flow that is not ready for another reason than a finding names that reason", () => {
  const reason: ReadinessReason = {
    code: "standby-not-deployed",
    verdict: "not-ready",
    message: "'Radiology Orders' is not deployed on the standby.",
    owner: "Radiology team",
    action: "Deploy it.",
    findings: [],
    tier: 2,
    flow: "Radiology",
  };
  const readiness = aReadiness("not-ready", {
    reasons: [reason],
    byFlow: { Radiology: { verdict: "not-ready", blocking: 0, reasons: [reason.code] } },
  });
  const report = aReport({ readiness });
  assert.match(renderTerminal(report), /NOT READY, standby not deployed: Radiology/);
  assert.match(renderMarkdown(report), /\| Radiology \| NOT READY \| 0 \| standby not deployed \|/);
});

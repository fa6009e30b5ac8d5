import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EngineReport } from "#schemas/check-report";
import { EXIT, exitOfCheck } from "#services/cli/exit-codes";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderReadyTerminal } from "#services/reports/render/render-ready-terminal";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { AT, aFinding, anEngine, anOverride, aReadiness, aReason, aReport } from "./fixtures.js";

const FINDING = aFinding("PAS ADT In", { blocksReadiness: true });

/** Ready, since an override sets the one finding aside. */
function overridden(special: Partial<EngineReport["readiness"]> = {}): Partial<EngineReport> {
  const setAside = [{ ...aReason({ findings: [FINDING.id] }), overrides: [7] }];
  const readiness = aReadiness("ready", { overrides: [anOverride()], setAside, ...special });
  return { findings: [FINDING], waiting: [], readiness };
}

const FORMS = {
  terminal: renderTerminal,
  html: renderHtml,
  markdown: renderMarkdown,
  junit: renderJunit,
  ready: (report: Parameters<typeof renderTerminal>[0]) => renderReadyTerminal(anEngine(report.engines[0]), { at: AT }),
  explain: (report: Parameters<typeof renderTerminal>[0]) =>
    renderExplainTerminal(anEngine(report.engines[0]), { at: AT }),
};

function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("&#39;", "'");
}

test("an override is told in every form: the word, the person, the end, the missing ticket, and what it sets aside", () => {
  for (const [form, render] of Object.entries(FORMS)) {
    const text = plain(render(aReport(overridden())));
    for (const words of [
      /READY BY OVERRIDE/,
      /ready by override alone: J\. Okafor set 1 reason aside until 23 Nov 2026 05:30 UTC/,
      /OVERRIDE until 23 Nov 2026 05:30 UTC by J\. Okafor, of parity as it stood then: theatre list moves tonight\./,
      /TICKET TO FOLLOW/,
      /SET ASIDE \(record 7\): not-ready, parity: /,
    ]) {
      assert.match(text, words, form);
    }
    assert.doesNotMatch(text, /may fail over: /, form);
  }
});

test("in SARIF what is set aside stays a result, suppressed with the reason", () => {
  const [run] = JSON.parse(renderSarif(aReport(overridden()))).runs;
  const suppressed = run.results.filter((result: { suppressions?: unknown[] }) => result.suppressions !== undefined);
  assert.equal(suppressed.length, 2);
  assert.match(run.invocations[0].toolExecutionNotifications[0].message.text, /^OVERRIDE until/);
  assert.equal(run.properties.overrides[0].record, 7);
});

test("a check whose engine is ready by override alone ends with 3, and with 1 where anything waits", () => {
  assert.equal(exitOfCheck(aReport(overridden())), EXIT.overridden);
  assert.equal(exitOfCheck(aReport({ ...overridden(), waiting: [FINDING.id] })), EXIT.notReady);
  const report = aReport(overridden());
  assert.equal(
    exitOfCheck({ ...report, engines: [...report.engines, anEngine({ engineId: "other" })] }),
    EXIT.overridden,
  );
  const unknown = anEngine({ engineId: "other", baseline: null });
  assert.equal(exitOfCheck({ ...report, engines: [...report.engines, unknown] }), EXIT.unknown);
});

test("an override that sets nothing aside makes nothing of a verdict, and is told all the same", () => {
  const readiness = aReadiness("ready", { overrides: [anOverride()] });
  const text = plain(renderTerminal(aReport({ readiness })));
  assert.match(text, /tie: READY \(/);
  assert.match(text, /It sets nothing aside now\./);
  assert.equal(exitOfCheck(aReport({ readiness })), EXIT.ready);
});

test("no report is ready by override above a finding that the override does not cover", () => {
  const ids = fc.subarray([FINDING.id, "sha256:other"]);
  const codes = fc.constantFrom("parity", "unauthorised", "operability");
  fc.assert(
    fc.property(ids, codes, (findings, code) => {
      const setAside = [{ ...aReason({ code, findings }), overrides: [7] }];
      const report = aReport(overridden({ setAside }));
      const isCovered = code === "parity" && findings.includes(FINDING.id);
      assert.equal(exitOfCheck(report), isCovered ? EXIT.overridden : EXIT.notReady);
      assert.equal(/READY BY OVERRIDE/.test(renderTerminal(report)), isCovered);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CheckReport } from "#schemas/check-report";
import { EXIT, exitOfCheck } from "#services/cli/exit-codes";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { AT, aFinding, anEngine, aReadiness, aReport } from "#test/reports/fixtures";

const verdicts = fc.constantFrom("ready" as const, "not-ready" as const, "unknown" as const);

test("where nothing waits the exit is that of the verdict on the page, whatever the report says of itself", () => {
  fc.assert(
    fc.property(verdicts, fc.boolean(), fc.boolean(), fc.boolean(), (verdict, blocks, hasBaseline, expired) => {
      const readiness = { ...aReadiness(verdict), ...(expired ? { expiresAt: "2001-01-01T00:00:00Z" } : {}) };
      const report = aReport({
        readiness,
        waiting: [],
        findings: blocks ? [aFinding("PAS ADT In", { blocksReadiness: true })] : [],
        ...(hasBaseline ? {} : { baseline: null }),
      });
      const page = renderTerminal(report);
      const printed = /NOT READY/.test(page) ? EXIT.notReady : /UNKNOWN/.test(page) ? EXIT.unknown : EXIT.ready;
      assert.equal(exitOfCheck(report), printed, page);
    }),
  );
});

test("a change that waits for a decision is 1, but where policy only observes", () => {
  const waiting = ["sha256:1"];
  assert.equal(exitOfCheck(aReport({ waiting, mode: "enforce" })), 1);
  assert.equal(exitOfCheck(aReport({ waiting, mode: "observe" })), 0);
});

test("the worst engine counts, and none at all could not be told", () => {
  const none: CheckReport = { ...aReport(), engines: [] };
  assert.equal(exitOfCheck(none), 2);
  const unknown = anEngine({ engineId: "other", baseline: null });
  assert.equal(exitOfCheck({ ...none, engines: [anEngine(), unknown] }), 2);
  assert.equal(exitOfCheck({ ...none, engines: [anEngine()], at: AT }), 0);
});

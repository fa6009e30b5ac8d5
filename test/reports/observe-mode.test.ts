import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { exitOf, exitOfCheck } from "#services/cli/exit-codes";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderReadyTerminal } from "#services/reports/render/render-ready-terminal";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { standingOf } from "#services/reports/words/standing";
import { AT, aFinding, anEngine, aReadiness, aReason, aReport } from "./fixtures.js";

const FINDING = aFinding("PAS ADT In");
const PARITY = aReason({ findings: [FINDING.id] });
const UNAUTHORISED = aReason({ code: "unauthorised", message: "One artefact is changed without authority." });
const OPERABILITY = aReason({ code: "operability", message: "1 interface does not run on tie-b as it should." });
const PARTS: EngineReport["readiness"]["byTier"] = { "1": { verdict: "not-ready", blocking: 1, reasons: ["parity"] } };

test("in observe mode drift alarms nobody: the check exits with 0, no test fails and no result is an error", () => {
  const report = aReport(drifted("observe", [PARITY, UNAUTHORISED, OPERABILITY]));
  assert.equal(exitOfCheck(report), 0);
  assert.match(renderJunit(report), /failures="0" errors="0" skipped="5"/);
  assert.deepEqual(levelsOf(report), ["note", "note", "note", "note"]);
  assert.match(renderJunit(report), /<skipped message="Observe mode, no alarm: NOT READY/);
});

test("in observe mode the verdict stands: every report says it, and ready answers honestly", () => {
  const engine = anEngine(drifted("observe", [PARITY]));
  const report = { ...aReport(), engines: [engine] };
  const standing = standingOf(engine, AT);
  assert.equal(exitOf(standing), 1);
  for (const text of [renderTerminal(report), renderHtml(report), renderReadyTerminal(engine, { at: AT })]) {
    assert.match(text, /NOT READY/);
    assert.match(text.replaceAll(/\s+/g, " "), /Observe mode: nobody is alarmed over drift/);
  }
});

test("in enforce mode the same drift alarms", () => {
  const report = aReport(drifted("enforce", [PARITY, UNAUTHORISED, OPERABILITY]));
  assert.equal(exitOfCheck(report), 1);
  assert.match(renderJunit(report), /failures="5" errors="0" skipped="0"/);
  assert.deepEqual(levelsOf(report), ["error", "error", "error", "error"]);
});

test("in observe mode what could not be told still alarms, with drift beside it or without", () => {
  const unread = aReason({ code: "node-unreachable", verdict: "unknown", message: "tie-b did not answer." });
  for (const reasons of [[unread], [PARITY, unread]]) {
    const report = aReport(drifted("observe", reasons));
    assert.equal(exitOfCheck(report), 2);
    assert.match(renderJunit(report), /errors="2"/);
    assert.equal(levelsOf(report).at(-1), "error");
  }
});

test("in observe mode a bug, an expired verdict and an engine without baseline still alarm", () => {
  const bug = aReason({ code: "bug", verdict: "unknown", message: "The check broke off." });
  assert.equal(exitOfCheck(aReport(drifted("observe", [PARITY, bug]))), 2);
  assert.equal(exitOfCheck(aReport({ ...drifted("observe", [PARITY]), baseline: null })), 2);
  assert.equal(exitOfCheck({ ...aReport(drifted("observe", [PARITY])), at: "2027-01-01T00:00:00Z" }), 2);
  assert.equal(exitOfCheck(aReport({ ...drifted("observe", []), findings: [] })), 1);
});

test("in observe mode what is no drift still alarms: a licence that has ended, a standby that cannot take over", () => {
  const ended = aReason({ code: "expired", message: "The licence on tie-b ended on 2026-11-01." });
  const report = aReport(drifted("observe", [PARITY, ended]));
  assert.equal(exitOfCheck(report), 1);
  assert.match(renderJunit(report), /failures="2"/);
});

function drifted(mode: EngineReport["mode"], reasons: readonly ReturnType<typeof aReason>[]): Partial<EngineReport> {
  const verdict = reasons.some((reason) => reason.verdict === "not-ready") ? "not-ready" : "unknown";
  const readiness = aReadiness(reasons.length === 0 ? "not-ready" : verdict, {
    reasons: [...reasons],
    byTier: reasons.includes(PARITY) ? PARTS : {},
  });
  return { mode, findings: reasons.includes(PARITY) ? [FINDING] : [], readiness };
}

function levelsOf(report: ReturnType<typeof aReport>): readonly (string | undefined)[] {
  const log = JSON.parse(renderSarif(report)) as { runs: { results: { level?: string }[] }[] };
  return log.runs.flatMap(({ results }) => results.map(({ level }) => level));
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import { renderCompareMarkdown } from "#services/reports/render/render-compare-markdown";
import { renderCompareTerminal } from "#services/reports/render/render-compare-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { standingOf } from "#services/reports/words/standing";
import { whyNotCompared } from "#services/reports/words/why-not-compared";
import {
  AT,
  aFinding,
  aNode,
  anEngine,
  aReadiness,
  aReason,
  aReport,
  compareReport,
  sameCompareReport,
} from "./fixtures.js";

const verdict = fc.constantFrom("ready" as const, "not-ready" as const, "unknown" as const);
const findings = fc.array(
  fc.record({ blocksReadiness: fc.boolean(), explained: fc.boolean() }).map(({ blocksReadiness, explained }) =>
    aFinding("PAS ADT In", {
      blocksReadiness,
      explainedBy: explained ? { by: "waiver", id: "W-1", reason: "agreed", expires: "2026-12-31" } : null,
    }),
  ),
  { maxLength: 14 },
);
const reports = fc
  .record({
    stated: verdict,
    reasons: fc.array(verdict, { maxLength: 3 }),
    findings,
    hasBaseline: fc.boolean(),
    wasRead: fc.boolean(),
  })
  .map(({ stated, reasons, findings: found, hasBaseline, wasRead }) =>
    aReport({
      findings: found,
      readiness: aReadiness(stated, { reasons: reasons.map((each) => aReason({ verdict: each })) }),
      ...(hasBaseline ? {} : { baseline: null }),
      ...(wasRead ? {} : { nodes: [aNode()] }),
    }),
  );

describe("the verdict printed and the list shown never disagree", () => {
  it("says ready in every format only where nothing shown below says otherwise", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const engine = onlyEngine(report);
        const said = verdictsSaid(report);
        assert.equal(new Set(said).size, 1, said.join());
        if (said[0] !== "ready") return;
        assert.ok(engine.findings.every((finding) => !finding.blocksReadiness));
        assert.ok(engine.readiness.reasons.every((reason) => reason.verdict === "ready"));
        assert.ok(engine.baseline !== null && engine.nodes.length === 2);
      }),
    );
  });

  it("counts exactly the findings it shows", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const { findings: found } = onlyEngine(report);
        const open = found.filter((finding) => finding.explainedBy === null).length;
        const isCompared = whyNotCompared(onlyEngine(report)) === undefined;
        const counts =
          isCompared || open > 0 ? `${open} open, ${found.length - open} explained` : "nothing was compared";
        assert.match(renderHtml(report), new RegExp(`Findings: ${counts}`));
        assert.equal([...renderHtml(report).matchAll(/<article/g)].length, open);
        assert.equal(renderMarkdown(report).includes(`Findings: ${open} open`), open > 0);
        assert.equal([...renderTerminal(report).matchAll(/ \[(?:standby-behind|no-baseline)\]/g)].length, found.length);
        assert.equal([...renderSarif(report).matchAll(/"ruleId": "drift/g)].length, found.length);
      }),
    );
  });

  it("says same or different of two exports by the list alone", () => {
    for (const render of [renderCompareTerminal, renderCompareMarkdown]) {
      assert.match(render(compareReport()), /DIFFERENT/);
      assert.match(render(sameCompareReport()), /SAME/);
    }
  });
});

describe("a report never sounds better than it is", () => {
  it("is unknown, not ready, when nothing was checked", () => {
    const empty = { ...aReport(), engines: [] };
    for (const render of [renderTerminal, renderHtml, renderMarkdown]) assert.match(render(empty), /UNKNOWN/);
    assert.match(renderJunit(empty), /errors="1"/);
    assert.match(renderSarif(empty), /"executionSuccessful": false/);
  });

  it("is unknown once the verdict has expired", () => {
    assert.equal(standingOf(anEngine(), "2026-11-23T03:01:00Z").verdict, "ready");
    assert.equal(standingOf(anEngine(), "2026-11-23T03:01:01Z").verdict, "unknown");
  });

  it("is unknown when its times cannot be read", () => {
    const engine = anEngine({ readiness: aReadiness("ready", { expiresAt: "soon" }) });
    assert.equal(standingOf(engine, AT).verdict, "unknown");
  });

  it("is unknown, not ready, when the standby was not read", () => {
    assert.equal(standingOf(anEngine({ nodes: [aNode()] }), AT).verdict, "unknown");
  });

  it("says why it shows a worse verdict than the one recorded", () => {
    const report = aReport({ findings: [aFinding("PAS ADT In")] });
    for (const render of [renderTerminal, renderHtml, renderMarkdown]) {
      assert.match(render(report), /NOT READY[\s\S]*1 of its own findings block/);
    }
  });

  it("is unknown, not not-ready, without a baseline: nobody has said yet what is right", () => {
    assert.equal(standingOf(anEngine({ baseline: null, findings: [aFinding("PAS ADT In")] }), AT).verdict, "unknown");
  });
});

function onlyEngine(report: CheckReport): EngineReport {
  const [engine] = report.engines;
  assert.ok(engine);
  return engine;
}

function verdictsSaid(report: CheckReport): readonly string[] {
  const words: Readonly<Record<string, string>> = { READY: "ready", "NOT READY": "not-ready", UNKNOWN: "unknown" };
  const found = [
    words[/^tie: (NOT READY|READY|UNKNOWN) /m.exec(renderTerminal(report))?.[1] ?? ""],
    words[/<p class="word">(NOT READY|READY|UNKNOWN) </.exec(renderHtml(report))?.[1] ?? ""],
    words[/^## tie: (NOT READY|READY|UNKNOWN)$/m.exec(renderMarkdown(report))?.[1] ?? ""],
    /name="verdict" value="([a-z-]+)"/.exec(renderJunit(report))?.[1],
    /"verdict": "([a-z-]+)",\s+"scope"/.exec(renderSarif(report))?.[1],
  ];
  return found.map((word) => word ?? "nothing");
}

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { NodeReport } from "#schemas/check-report";
import { renderFindingTerminal } from "#services/reports/render/render-finding-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { AT, aFinding, aNode, anAuthorisation, anEngine, aReadiness, aReason, aReport } from "./fixtures.js";

const RENDERERS = [renderTerminal, renderHtml, renderMarkdown] as const;
const ADT = aFinding("PAS ADT In", { flow: "ADT", meaning: "Wards would not see where patients are." });
const PATHOLOGY = aFinding("Pathology Results", { flow: "Pathology", meaning: "Clinicians would wait for results." });
const LETTERS = aFinding("Letters", { flow: "Letters", tier: 2, severity: "high", meaning: "Letters would be late." });
const NOTICED = aFinding("Alerts", {
  case: "in-lockstep",
  severity: "low",
  blocksReadiness: false,
  authorisation: anAuthorisation({ verdict: "not-applicable", changedBetween: null, actors: [] }),
});
const ALIKE = aFinding("ADT Fan-out", {
  case: "both-changed",
  severity: "low",
  blocksReadiness: false,
  meaning: "Pharmacy would work with old patient details.",
  authorisation: anAuthorisation({ verdict: "authorised", ticket: "CHG0041207" }),
});

describe("what was never read", () => {
  const never: Partial<NodeReport> = {
    snapshot: null,
    freshness: "never",
    coverage: { complete: false, kinds: {}, unread: [] },
  };
  const unread = aReport({
    baseline: null,
    nodes: [
      aNode({ ...never, access: "unreachable", fault: "node-unreachable" }),
      aNode({ ...never, nodeId: "tie-b", role: "standby", access: "unreachable", fault: "node-unreachable" }),
    ],
    readiness: aReadiness("unknown", { reasons: [aReason({ code: "node-unreachable", verdict: "unknown" })] }),
  });

  test("is told as not compared, never as a list without differences", () => {
    for (const render of RENDERERS) {
      const text = plain(render(unread));
      assert.match(text, /Nothing was read, so nothing was compared/, render.name);
      assert.doesNotMatch(text, /No difference|0 open|Everything that was asked for was read/, render.name);
    }
  });

  test("on the standby alone is told by its role", () => {
    const nodes = [aNode(), aNode({ ...never, nodeId: "tie-b", role: "standby" })];
    for (const render of RENDERERS)
      assert.match(plain(render(aReport({ nodes }))), /Standby was never read, so nothing was compared/, render.name);
  });

  test("is nothing to be told of where both were read: then no difference is open, of what there is to compare", () => {
    for (const render of RENDERERS) {
      assert.match(plain(render(aReport())), /No difference between approved baseline, production and standby is open/);
      const first = plain(render(aReport({ baseline: null })));
      assert.match(first, /No difference between production and standby is open/, render.name);
    }
  });
});

describe("a node that was not read this time", () => {
  const standby = aNode({ nodeId: "tie-b", role: "standby", access: "unreachable", fault: "export-malformed" });
  const readiness = aReadiness("not-ready", { reasons: [aReason({ findings: [ADT.id] })] });
  const report = aReport({ nodes: [aNode(), standby], findings: [ADT], readiness });

  test("reaches the headline, above the drift that was found", () => {
    for (const render of RENDERERS) {
      const text = plain(render(report));
      const said = /The standby tie-b was not read this time: it is judged by what was read at 23 Nov 2026 02:01 UTC\./;
      assert.match(text, said, render.name);
    }
  });

  test("is told with when it was last read, and never as fresh and complete beside not read", () => {
    assert.match(
      plain(renderTerminal(report)),
      /standby tie-b: NOT READ \(export-malformed\); last read 23 Nov 2026 02:01 UTC; version 4\.5\.2; then: coverage complete/,
    );
    assert.match(plain(renderHtml(report)), /last read 23 Nov 2026 02:01 UTC/);
    for (const render of RENDERERS)
      assert.doesNotMatch(plain(render(report)), /Everything that was asked for was read/);
    assert.match(plain(renderMarkdown(report)), /What was not read, and why.*tie-b: NOT READ/);
  });
});

describe("the headline", () => {
  const operability = aReason({
    code: "operability",
    message: "1 interface does not run on tie-b as it should: 'Radiology Results' (should be deployed, is saved-only).",
    tier: 2,
    flow: "Radiology",
  });
  const parts = ["ADT", "Pathology", "Letters", "Radiology"].map((flow) => [
    flow,
    { verdict: "not-ready" as const, blocking: 1, reasons: ["parity"] },
  ]);

  test("tells what it means for each flow of the worst tier, and how many flows are not ready as the table counts them", () => {
    const findings = [LETTERS, PATHOLOGY, ADT];
    const reasons = [aReason({ findings: findings.map(({ id }) => id) }), operability];
    const readiness = aReadiness("not-ready", { reasons, byFlow: Object.fromEntries(parts) });
    for (const render of RENDERERS) {
      const text = plain(render(aReport({ findings, readiness })));
      assert.match(
        text,
        /ADT, tier 1: Wards would not see where patients are\. Pathology, tier 1: Clinicians would wait/,
      );
      assert.match(text, /3 findings and 1 other reason block it, in 4 flows\./, render.name);
    }
  });

  test("names a flow of the worst tier of which no finding speaks", () => {
    const urgent = { ...operability, tier: 1, flow: "Critical results" };
    const readiness = aReadiness("not-ready", { reasons: [aReason({ findings: [ADT.id] }), urgent] });
    const text = plain(renderTerminal(aReport({ findings: [ADT], readiness })));
    assert.match(text, /Critical results, tier 1: 1 interface does not run on tie-b as it should/);
  });

  test("calls the engine what people call it", () => {
    const report = aReport({ name: "Trust integration engine" });
    for (const render of RENDERERS)
      assert.match(plain(render(report)), /Trust integration engine may fail over/, render.name);
    assert.match(renderHtml(report), /<h2[^>]*>Trust integration engine <span class="soft">\(tie, mirth-connect\)/);
  });
});

describe("what is no difference", () => {
  const report = aReport({ findings: [NOTICED, ALIKE], waiting: [] });

  test("is counted as noticed and not as open, and no ticket, clinical effect or waiver is told with it", () => {
    assert.match(plain(renderTerminal(report)), /FINDINGS: 1 open, 0 blocking, 0 explained, 1 noticed/);
    for (const render of RENDERERS) {
      const text = plain(render(report));
      assert.match(text, /Noticed while reading, no difference/i, render.name);
      assert.doesNotMatch(text, /Nothing was changed that asks for a ticket|admissions and transfers/, render.name);
    }
    const finding = renderFindingTerminal(anEngine(report.engines[0]), NOTICED, { at: AT });
    assert.doesNotMatch(finding, /waivers|Authority|admissions and transfers/);
    const log = JSON.parse(renderSarif(report)) as { runs: { results: { ruleId: string; kind: string }[] }[] };
    const kinds = log.runs[0]?.results.map(({ ruleId, kind }) => `${ruleId} ${kind}`);
    assert.deepEqual(kinds, ["drift/both-changed fail", "drift/in-lockstep informational"]);
  });

  test("between the nodes is not told as a risk of a failover, where a ticket authorised it", () => {
    for (const render of [renderHtml, renderMarkdown]) {
      const text = plain(render(report));
      assert.match(text, /Both nodes hold the same: a failover changes nothing here/, render.name);
      assert.doesNotMatch(text, /old patient details/, render.name);
    }
  });
});

describe("words that a reviewer stumbles over", () => {
  const waiting = aFinding("Debug copy", { blocksReadiness: false, case: "both-changed", owner: "Integration team" });

  test("are gone: sides are told in cells of their own, states and queues in whole words", () => {
    const report = aReport({
      findings: [ADT],
      readiness: aReadiness("not-ready", { reasons: [aReason()], queued: { production: null, standby: null } }),
    });
    for (const render of [...RENDERERS, renderSarif]) {
      const text = plain(render(report));
      assert.doesNotMatch(text, /Standby is behind|the same on both|What runs|not told|colspan="2"/, render.name);
    }
    const text = plain(renderTerminal(report));
    assert.match(text, /It is on production deployed, on standby saved but not deployed\./);
    assert.match(text, /The engine does not say how many messages are queued\./);
    assert.match(text, /Standby does not hold the approved baseline, production does/);
  });

  test("a change without authority that blocks nothing is named with what it needs, and not only counted", () => {
    for (const render of RENDERERS)
      assert.match(
        plain(render(aReport({ findings: [waiting] }))),
        /Without authority, not blocking.*to be decided.*Integration team.*interface 'Debug copy' \(channel\)/,
        render.name,
      );
  });

  test("what is meant to be typed is shown as such on the page, without raw backticks", () => {
    const reasons = [aReason({ action: "Adopt it again through `lockstep baseline adopt`." })];
    const page = renderHtml(aReport({ readiness: aReadiness("not-ready", { reasons }) }));
    assert.match(page, /Adopt it again through ‘lockstep baseline adopt’\./);
    assert.doesNotMatch(page, /`/);
  });

  test("without a ticket system nothing is said of one that could not be read", () => {
    const trace = [{ ticket: "", test: "ticket system read", passed: false, facts: "no ticket system is configured" }];
    const finding = { ...ADT, authorisation: anAuthorisation({ verdict: "source-unavailable", trace }) };
    for (const render of RENDERERS) {
      const text = plain(render(aReport({ findings: [finding] })));
      assert.match(text, /No ticket system is configured that could tell/, render.name);
      assert.doesNotMatch(text, /could not be read, or its data/, render.name);
    }
  });

  test("a state that is not known is left out, since what is not there has none", () => {
    const finding = { ...ADT, operability: { production: "saved-only" as const, standby: "unknown" as const } };
    for (const render of RENDERERS)
      assert.match(plain(render(aReport({ findings: [finding] }))), /It is on production saved but not deployed\. /);
  });

  test("a change between two looks of one minute is told to the second", () => {
    const changedBetween: [string, string] = ["2026-11-23T08:06:03.120Z", "2026-11-23T08:06:41.800Z"];
    const finding = { ...ADT, authorisation: anAuthorisation({ changedBetween }) };
    for (const render of RENDERERS)
      assert.match(
        plain(render(aReport({ findings: [finding] }))),
        /Changed between 23 Nov 2026 08:06:03 UTC and 23 Nov 2026 08:06:41 UTC/,
        render.name,
      );
  });
});

/** As one line, without marks of Markdown, entities and tags. */
function plain(text: string): string {
  return text
    .replaceAll(/<style>[\s\S]*<\/style>/g, "")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("\u200b", "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\\(.)/g, "$1")
    .replaceAll("**", "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([.:,;])/g, "$1");
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Log } from "sarif";
import { compareText } from "#services/core/text/compare-text";
import { renderCompareSarif } from "#services/reports/render/render-compare-sarif";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { planActions } from "#services/reports/words/plan-actions";
import {
  aFinding,
  anAuthorisation,
  anEngine,
  aReadiness,
  aReason,
  aReport,
  compareReport,
  hostileReport,
  notReadyReport,
  unknownReport,
} from "./fixtures.js";

describe("SARIF", () => {
  it("fits the published schema of version 2.1.0", () => {
    const fits = sarifSchema();
    const logs = [aReport(), notReadyReport(), unknownReport(), hostileReport(), { ...aReport(), engines: [] }].map(
      renderSarif,
    );
    for (const log of [...logs, renderCompareSarif(compareReport())]) {
      assert.ok(fits(JSON.parse(log)), JSON.stringify(fits.errors?.slice(0, 3)));
    }
    assert.equal(fits({ version: "2.1.0", runs: [{}] }), false, "a schema that takes anything proves nothing");
  });

  it("carries the finding's id as its fingerprint, and suppresses only what policy explains", () => {
    const log: Log = JSON.parse(renderSarif(notReadyReport()));
    const results = (log.runs[0]?.results ?? []).filter((result) => result.ruleId?.startsWith("drift/"));
    const findings = notReadyReport().engines.flatMap((engine) => engine.findings);
    assert.deepEqual(
      results.map((result) => result.partialFingerprints?.["lockstepFinding/v1"] ?? "").toSorted(compareText),
      findings.map((finding) => finding.id).toSorted(compareText),
    );
    assert.equal(results.filter((result) => result.suppressions !== undefined).length, 2);
  });
});

describe("JUnit", () => {
  it("counts unknown as error, not ready as failure and explained as skipped", () => {
    assert.match(renderJunit(notReadyReport()), /<testsuite name="tie" tests="13" failures="8" errors="1" skipped="2"/);
    assert.match(renderJunit(unknownReport()), /<testsuite name="tie" tests="4" failures="0" errors="3" skipped="1"/);
    assert.match(renderJunit(aReport()), /<testsuite name="tie" tests="1" failures="0" errors="0" skipped="0"/);
  });
});

describe("Markdown", () => {
  const many = Array.from({ length: 2000 }, (_, index) => aFinding(`Channel ${index}`));

  it("stays below 60,000 characters by leaving out whole sections, and says so", () => {
    const text = renderMarkdown(aReport({ findings: many, readiness: aReadiness("not-ready") }));
    assert.ok(text.length <= 60_000, `${text.length}`);
    assert.match(text, /last sections were left out/);
    assert.equal([...text.matchAll(/^```/gm)].length % 2, 0);
    assert.match(text, /^# Failover readiness of hazelwick/);
  });

  it("shows ten findings, the most severe first, and counts the rest", () => {
    const text = renderMarkdown(aReport({ findings: [...many, aFinding("Minor", { severity: "low" })] }));
    const rows = text.split("\n").filter((line) => /^\| (critical|low) /.test(line));
    assert.equal(rows.length, 10);
    assert.doesNotMatch(rows.join("\n"), /Minor/);
    assert.match(text, /… and 1991 less severe findings/);
  });

  it("ticks or crosses every test of the ticket", () => {
    assert.match(
      renderMarkdown(notReadyReport()),
      /✅ passed: CHG0041234, scope[\s\S]*❌ failed: CHG0041234, approved content/,
    );
  });
});

describe("the page", () => {
  it("runs no script, fetches nothing, and forbids both", () => {
    const page = renderHtml(notReadyReport());
    assert.match(page, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.doesNotMatch(page, /<script|<link|<img|@import|url\(|https?:/);
  });

  it("shows ten findings at once and keeps all others to expand", () => {
    const many = Array.from({ length: 25 }, (_, index) => aFinding(`Channel ${index}`));
    const page = renderHtml(aReport({ findings: many }));
    const inSight = page.replace(/<details>[\s\S]*?<\/details>/, "");
    assert.equal([...inSight.matchAll(/<article/g)].length, 10);
    assert.equal([...page.matchAll(/<article/g)].length, 25);
    assert.match(page, /The other 15 open findings/);
  });

  it("labels sides by role only", () => {
    const page = renderHtml(notReadyReport()).replace(/<style>[\s\S]*<\/style>/, "");
    assert.match(
      page,
      /<th scope="col">Approved baseline<\/th>\s*<th scope="col">Production<\/th>\s*<th scope="col">Standby<\/th>/,
    );
    // "Which of the three is right" speaks of no side.
    assert.doesNotMatch(page, /\b(left|(?<!is )right|new|extra|modified|absent from)\b/i);
  });
});

describe("the terminal", () => {
  it("never writes a line wider than the terminal", () => {
    for (const report of [notReadyReport(), unknownReport(), hostileReport()]) {
      const widest = Math.max(
        ...renderTerminal(report, { width: 80 })
          .split("\n")
          .map((line) => [...line].length),
      );
      assert.ok(widest <= 80, `${widest}`);
    }
  });

  it("says with colour nothing that it does not say without", () => {
    const coloured = renderTerminal(notReadyReport(), { colour: true });
    assert.match(coloured, /\u001b\[31m/);
    assert.equal(coloured.replaceAll(/\u001b\[\d+m/g, ""), renderTerminal(notReadyReport()));
  });

  it("tells the direction in the past tense, with every side by its role", () => {
    const words = renderTerminal(notReadyReport(), { width: 400 });
    assert.match(
      words,
      /Standby does not hold the approved baseline, production does: Destination 2 'To PAS' › Remote port was changed: baseline 6661, production 6661, standby 7777/,
    );
  });

  it("asks each owner once for the same action", () => {
    const reasons = [aReason({ message: "one" }), aReason({ message: "two" }), aReason({ owner: "Network team" })];
    const plan = planActions(anEngine({ readiness: aReadiness("not-ready", { reasons }) }));
    assert.deepEqual(
      plan.map((owner) => [owner.owner, owner.actions.length]),
      [
        ["Integration team", 1],
        ["Network team", 1],
      ],
    );
    assert.deepEqual(plan[0]?.actions[0]?.because, ["one", "two"]);
  });

  it("names a change that is authorised as authorised, and counts it among none without authority", () => {
    const authorisation = anAuthorisation({ verdict: "authorised", ticket: "CHG1" });
    const finding = aFinding("Letters", { blocksReadiness: false, authorisation });
    const words = renderTerminal(aReport({ findings: [finding] }), { width: 400 });
    assert.match(words, /Authorised: .*\(CHG1\)/s);
    assert.match(words, /no change is without authority/);
  });
});

function sarifSchema(): ReturnType<Ajv["compile"]> {
  const file = fileURLToPath(import.meta.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  const { $schema: _draft4, id: _id, ...schema }: Record<string, unknown> = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

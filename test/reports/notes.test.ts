import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReadinessReason } from "#schemas/readiness";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderReadyTerminal } from "#services/reports/render/render-ready-terminal";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { AT, aFinding, anEngine, aReadiness, aReason, aReport } from "./fixtures.js";

const NOTES: readonly ReadinessReason[] = [
  ["expires-soon", "The certificate 'MESH client' on hc-a ends on 2026-12-05, in 12 days."],
  ["standby-stopped", "rh-b is stopped, as a cold standby is: judged by its snapshot of 2026-11-20 02:00, 3 days old."],
  [
    "secret-unverifiable",
    "The engine does not show the secrets of 'LDAP': whether both nodes hold the same cannot be told.",
  ],
  ["roles-swapped", "hc-b says that it is the primary now; estate.yaml declares hc-a."],
].map(([code = "", message = ""]) => aReason({ code, verdict: "ready", message, action: `Look after ${code}.` }));

const report = aReport({ readiness: aReadiness("ready", { reasons: [...NOTES] }) });
const engine = anEngine({ readiness: aReadiness("ready", { reasons: [...NOTES] }) });

test("what ends soon, what is stopped, what cannot be compared and who swapped is told in every report, and blocks nothing", () => {
  const texts = {
    terminal: renderTerminal(report),
    html: renderHtml(report),
    markdown: renderMarkdown(report),
    junit: renderJunit(report),
    sarif: renderSarif(report),
    explain: renderExplainTerminal(engine, { at: AT }),
    ready: renderReadyTerminal(engine, { at: AT }),
  };
  for (const [name, text] of Object.entries(texts)) {
    const plain = text.replaceAll(/\s+/g, " ").replaceAll(/&#39;|&apos;|\\/g, (found) => (found === "\\" ? "" : "'"));
    for (const { code, message } of NOTES) {
      assert.ok(plain.includes(message.slice(0, 40)), `${name} does not tell ${code}: ${plain}`);
      // A test that passed has a name in JUnit, and no place for more.
      assert.ok(
        name === "junit" || plain.includes(`Look after ${code}`),
        `${name} does not tell what to do about ${code}`,
      );
    }
    assert.doesNotMatch(plain, /NOT READY|UNKNOWN/, name);
  }
});

test("a note is no result to act upon, where a report knows results", () => {
  const log = JSON.parse(renderSarif(report)) as { runs: [{ results: { kind: string; level: string }[] }] };
  assert.deepEqual(
    log.runs[0].results.map(({ kind, level }) => `${kind} ${level}`),
    NOTES.map(() => "informational none"),
  );
  assert.doesNotMatch(renderJunit(report), /<failure|<error/);
});

test("a difference with which no failover works says so in every report, whoever approved it", () => {
  const finding = aFinding("PacsHost", { mustMatch: "an override was left on one node" });
  const differing = aReport({ findings: [finding], readiness: aReadiness("not-ready", { reasons: [aReason()] }) });
  for (const render of [renderTerminal, renderHtml, renderMarkdown, renderJunit, renderSarif]) {
    const text = render(differing).replaceAll(/\s+/g, " ");
    assert.match(text, /Must be the same on both nodes.* An override was left on one node\./, render.name);
    assert.doesNotMatch(render(aReport({ findings: [aFinding("Other")] })), /Must be the same/, render.name);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { renderHtml } from "#services/reports/render/render-html";
import { renderJunit } from "#services/reports/render/render-junit";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderSarif } from "#services/reports/render/render-sarif";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { aNode, aReadiness, aReport, severalFindings } from "./fixtures.js";

const CAUSES: Readonly<Record<string, { access: "refused" | "unreachable"; says: string }>> = {
  "credential-missing": { access: "unreachable", says: "no password is set for it here" },
  "login-refused": { access: "refused", says: "LOGIN REFUSED" },
  "login-locked": { access: "refused", says: "ACCOUNT LOCKED" },
  "certificate-untrusted": { access: "unreachable", says: "CERTIFICATE NOT TRUSTED" },
  "engine-starting": { access: "unreachable", says: "STILL STARTING" },
  "node-down": { access: "unreachable", says: "NOT RUNNING" },
  "node-unreachable": { access: "unreachable", says: "UNREACHABLE" },
  "store-conflict": { access: "unreachable", says: "NOT READ (store-conflict)" },
};

for (const [fault, { access, says }] of Object.entries(CAUSES)) {
  test(`a node that was not read is shown with its cause, in text and on the page: ${fault}`, () => {
    const nodes = [aNode(), aNode({ nodeId: "tie-b", role: "standby", access, fault })];
    for (const text of [renderTerminal(aReport({ nodes }), { width: 140 }), renderHtml(aReport({ nodes }))]) {
      assert.ok(text.includes(says), text);
      assert.equal(text.includes("UNREACHABLE"), says === "UNREACHABLE");
    }
  });
}

test("without an approved baseline no report says that the standby is behind, since nothing says which side is right", () => {
  const findings = severalFindings().filter((finding) => finding.case !== "in-lockstep");
  const report = aReport({ baseline: null, findings: [...findings], readiness: aReadiness("unknown") });
  for (const render of [renderTerminal, renderHtml, renderMarkdown, renderJunit]) {
    const text = render(report);
    assert.doesNotMatch(
      text,
      /standby-behind|production-changed|both-changed|approved baseline, production does/,
      render.name,
    );
    assert.match(text, /no-baseline|no approved baseline says which is right/, render.name);
  }
  const log = JSON.parse(renderSarif(report)) as { runs: [{ results: { ruleId: string }[] }] };
  const rules = log.runs[0].results.map(({ ruleId }) => ruleId).filter((id) => id.startsWith("drift/"));
  assert.deepEqual([...new Set(rules)], ["drift/no-baseline"]);
});

test("readiness by tier and flow says that shared artefacts count in every row", () => {
  const part = { verdict: "not-ready" as const, blocking: 2, reasons: ["parity"] };
  const readiness = aReadiness("not-ready", { byTier: { "1": part }, byFlow: { ADT: part } });
  for (const render of [renderTerminal, renderHtml, renderMarkdown]) {
    const text = render(aReport({ readiness })).replaceAll(/\s+/g, " ");
    assert.equal(text.split("counts in every tier and flow").length, 2, render.name);
    assert.doesNotMatch(render(aReport()), /counts in every tier and flow/);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { demoHints } from "#services/cli/demo-hints";
import { shortId } from "#services/reports/findings/find-finding";
import { aFinding, aReport, notReadyReport } from "#test/reports/fixtures";

test("what to try next names the engine, the standby and a finding that are there", () => {
  const finding = aFinding("PAS ADT In");
  const text = demoHints(aReport({ findings: [finding] })).join("\n");
  for (const command of [
    "check tie",
    "ready tie",
    "explain tie",
    "runbook tie",
    `explain tie ${shortId(finding)}`,
    "show tie/tie-b",
    `show tie/tie-b ${finding.artefact.path}`,
  ])
    assert.match(text, new RegExp(`^npx lockstep ${command} `, "m"));
});

test("where nothing is open, no finding is made up", () => {
  assert.equal(demoHints(aReport()).length, 5);
  assert.ok(demoHints(notReadyReport()).length > 5);
});

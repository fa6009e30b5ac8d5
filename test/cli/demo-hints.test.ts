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

test("what an auditor takes away is of the month in which the engines were looked at", () => {
  const { at, ...report } = aReport();
  const text = demoHints({ ...report, at: "2027-02-24T02:00:00.000Z" }).join("\n");
  assert.notEqual(at.slice(0, 7), "2027-02", "another month");
  assert.match(text, /^npx lockstep evidence pack --from 2027-02-01 --to 2027-02-24 --out /m);
  for (const command of ["exercise list", "access review", "people list"])
    assert.match(text, new RegExp(`^npx lockstep ${command} `, "m"));
});

test("where nothing is open, no finding is made up", () => {
  assert.doesNotMatch(demoHints(aReport()).join("\n"), /waiver/);
  assert.match(demoHints(notReadyReport()).join("\n"), /waiver/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineRun, Run } from "#schemas/run";
import { findLaterChanges } from "#services/jobs/ready/find-later-changes";
import { aReport } from "#test/reports/fixtures";

const ESTATE = `estate: tees
engines:
  - id: tie
    product: files
    owner: Team
    nodes:
      - { id: tie-a, role: primary, files: [{ preset: nifi, path: /a }] }
      - { id: tie-b, role: standby, files: [{ preset: nifi, path: /aa }] }
  - id: cis
    product: files
    owner: Team
    nodes:
      - { id: cis-a, role: primary, files: [{ preset: nifi, path: /b }] }
      - { id: cis-b, role: standby, files: [{ preset: nifi, path: /bb }] }
`;
const POLICY = "mode: observe\n";

/** What was changed since, of a verdict on `tie` that was reached by one state of main and is asked for under another. */
async function changes(then: Record<string, string>, today: Record<string, string>): Promise<string[]> {
  const governed = (files: Record<string, string>) => ({ commit: "c", files: new Map(Object.entries(files)) });
  const repository = {
    governedAt: () => Promise.resolve(governed(then)),
    governed: () => Promise.resolve(governed(today)),
    openBaseline: () => Promise.resolve(undefined),
  };
  const verdict = {
    run: { policyCommit: "c" } as Run,
    engineRun: { engineId: "tie", baseline: null } as EngineRun,
    report: aReport({ findings: [] }).engines[0] ?? assert.fail(),
  };
  return await findLaterChanges(verdict, repository, new Date("2026-07-01T00:00:00Z"));
}

const CHANGED = ["Estate or policy on main were changed since the last check."];
const before = { "estate.yaml": ESTATE, "policy/policy.yaml": POLICY };

test("a schedule, a comment and another engine's folder make no verdict older", async () => {
  for (const estate of [
    `${ESTATE}schedules: [{ id: nightly, cron: "15 4 * * *", timeZone: Europe/London }]\n`,
    `# moved\n${ESTATE}`,
    ESTATE.replace("path: /b ", "path: /c "),
  ]) {
    assert.deepEqual(await changes(before, { ...before, "estate.yaml": estate }), []);
  }
});

test("the engine's own declaration, where tickets are looked for, and any policy do", async () => {
  for (const today of [
    { "estate.yaml": ESTATE.replace("path: /a ", "path: /c ") },
    { "estate.yaml": ESTATE.replace("id: tie", "id: other") },
    { "estate.yaml": `${ESTATE}tickets: { folder: tickets }\n` },
    { "estate.yaml": ESTATE.replace("estate: tees", "estate: wear") },
    { "policy/policy.yaml": "mode: enforce\n" },
    { "policy/waivers.yaml": "waivers: []\n" },
  ]) {
    assert.deepEqual(await changes(before, { ...before, ...today }), CHANGED, JSON.stringify(today));
  }
});

test("an estate that does not read, then or today, is another one", async () => {
  assert.deepEqual(await changes(before, { ...before, "estate.yaml": `${ESTATE}estate: twice\n` }), CHANGED);
  assert.deepEqual(await changes({ ...before, "estate.yaml": "estate: [" }, before), CHANGED);
  assert.deepEqual(await changes(before, { "policy/policy.yaml": POLICY }), CHANGED);
});

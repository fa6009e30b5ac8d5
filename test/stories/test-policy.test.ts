import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { PolicyTestReport, RuleHealth } from "#schemas/policy-test-report";
import { renderPolicyTestTerminal } from "#services/reports/render/render-policy-test-terminal";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { type Nights, startNights } from "#test/fakes/nights";

const PORT = {
  id: "ports",
  artefact: { name: "ADT*" },
  path: "/sourceConnector/properties/pluginProperties",
  values: { primary: "a", standby: "b" },
  reason: "the nodes differ",
};
const EXPECTED = "policy/expected-differences.yaml";

let nights: Nights;

before(async () => {
  nights = await startNights({
    policy: { policy: { mode: "enforce", fallbackTier: 3 }, "expected-differences": { expectedDifferences: [PORT] } },
  });
  await nights.check();
  await nights.adopt();
  nights.standby.state.setGlobalScript("Deploy", "// as the standby has it\nreturn;");
  nights.primary.state.setGlobalScript("Deploy", "// as production has it\nreturn;");
  await nights.check();
  await nights.check();
});

after(() => nights[Symbol.asyncDispose]());

async function tried(where: "folder" | "main" = "folder"): Promise<PolicyTestReport> {
  return await nights.estate.app.testPolicy({ where, engineIds: [], since: null });
}

function ruleOf({ rules }: PolicyTestReport, id: string): RuleHealth {
  return rules.find((rule) => rule.id === id) ?? assert.fail(`no rule ${id}`);
}

test("a rule that never matched is named as such, with the runs in which it was in force", async () => {
  const report = await tried();
  const { matched, lastMatched, hides, runs } = ruleOf(report, "ports");
  assert.deepEqual({ matched, lastMatched, hides, runs }, { matched: 0, lastMatched: null, hides: [], runs: 3 });
  assert.match(renderPolicyTestTerminal(report, {}), /NEVER MATCHED, in 3 runs/);
});

test("a waiver shows what it would have hidden, when last, and that the policy of then showed it", async () => {
  const finding = nights.reports.at(-1)?.findings.find(({ artefact }) => artefact.name === "Deploy");
  assert.ok(finding);
  const waiver = {
    id: "deploy-script",
    artefact: { name: "Deploy" },
    finding: finding.id,
    owner: "Integration team",
    approver: "P. Lowe",
    reason: "mended next week",
    granted: nights.now().toISOString().slice(0, 10),
    expires: new Date(nights.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10),
  };
  await commitGoverned(nights.estate, "policy/waivers.yaml", () => JSON.stringify({ waivers: [waiver] }));
  const report = await tried();
  const health = ruleOf(report, "deploy-script");
  assert.ok(health.matched >= 1);
  assert.equal(health.hides[0]?.artefact.name, "Deploy");
  assert.deepEqual(
    report.newlyHidden.map(({ artefact }) => artefact.name),
    ["Deploy"],
  );
  assert.match(renderPolicyTestTerminal(report, {}), /HIDDEN FROM NOW ON/);
});

test("a rule of the folder would be in force; only one of main is", async () => {
  assert.match(renderPolicyTestTerminal(await tried("folder"), {}), /'ports' \(would be in force/);
  assert.match(renderPolicyTestTerminal(await tried("main"), {}), /'ports' \(in force/);
});

test("taking a rule away shows what it hid", async () => {
  await nights.check();
  await commitGoverned(nights.estate, "policy/waivers.yaml", () => JSON.stringify({ waivers: [] }));
  const report = await tried("main");
  assert.deepEqual(
    report.newlyShown.map(({ artefact }) => artefact.name),
    ["Deploy"],
  );
});

test("trying a policy records nothing and changes no verdict", async () => {
  const records = async (): Promise<number> => {
    let count = 0;
    for await (const _ of nights.estate.app.ledger.records()) count += 1;
    return count;
  };
  const before = await records();
  await tried();
  assert.equal(await records(), before);
});

test("a policy that does not read is refused, and says where", async () => {
  await commitGoverned(nights.estate, EXPECTED, () => "expectedDifferences: 3");
  await assert.rejects(tried(), { code: "policy-invalid", message: /expected-differences\.yaml/ });
});

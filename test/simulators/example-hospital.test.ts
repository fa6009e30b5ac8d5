import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Artefact } from "#schemas/artefact";
import type { Drift } from "#schemas/drift";
import type { Policy } from "#schemas/policy";
import type { OperabilityFact } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { mergeFacts } from "#services/core/artefact/merge-facts";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { compare, planComparison } from "#services/core/compare";
import { resolveExpectations } from "#services/core/comparison/resolve-expectations";
import { createMask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { parseJsonExport } from "#services/tickets/file/parse-json-export";
import { type ExampleHospital, startExampleHospital } from "#test/fakes/start-example-hospital";

const NOW = new Date("2026-11-23T02:00:00Z");

describe("the example hospital", () => {
  let hospital: ExampleHospital;
  let baseline: readonly Artefact[] = [];
  before(async () => {
    hospital = await startExampleHospital();
    baseline = (await look("primary")).artefacts;
  });
  after(() => hospital.stop());

  it("has an estate and a policy in which nothing is wrong", () => {
    const { estate, policy, problems } = parseGoverned(hospital.files());
    assert.deepEqual(problems, []);
    assert.deepEqual(
      estate?.engines.map(({ product, nodes }) => [
        product,
        ...nodes.map(({ url, files, command }) => url ?? files?.[0]?.path ?? command?.argv.at(-1)),
      ]),
      [
        ["mirth-connect", hospital.tie.primary.url, hospital.tie.standby.url],
        ["iris", hospital.healthConnect.primary.url, hospital.healthConnect.standby.url],
        ["rhapsody", hospital.rie.primary.url, hospital.rie.standby.url],
        ["file-tree", hospital.cis.primary.folder, hospital.cis.standby.folder],
        ["command", hospital.pager.primary.file, hospital.pager.standby.file],
      ],
    );
    assert.equal(policy?.expectedDifferences.length, 5);
  });

  it("says of each engine whom to call, and what a person looks at by hand", () => {
    const { estate, runbook } = parseGoverned(hospital.files());
    for (const { id } of estate?.engines ?? []) {
      const own = runbook?.contacts?.filter(({ engines = [] }) => engines.includes(id)) ?? [];
      assert.equal(own.length, 1, id);
    }
    assert.equal(runbook?.manualChecks?.length, 3);
    const everything = JSON.stringify(runbook);
    for (const [number] of everything.matchAll(/0\d{4} \d{6}/g)) assert.match(number, /^01632 960\d{3}$/);
  });

  it("exports tickets that the drop folder's reader takes", () => {
    const { tickets, exportedAt } = parseJsonExport(hospital.tickets(NOW));
    assert.equal(exportedAt, NOW.toISOString());
    assert.equal(tickets.length, 5);
  });

  it("begins with nodes that differ as declared, and in nothing else", async () => {
    hospital.night(1);
    const { drifts, unread } = await checkPair();
    assert.deepEqual(unread, []);
    assert.deepEqual(describeDrifts(drifts), [
      "channel MESH Discharge Letters: explained by letters-poller",
      "configuration-map site-bind-host: explained by site-bind-host",
      "server-settings Server settings: explained by server-name",
    ]);
  });

  it("does not take a restart, nor another tool's reads, for drift", async () => {
    hospital.tie.primary.state.restart();
    hospital.tie.standby.state.polluteCache();
    const { drifts } = await checkPair();
    assert.ok(drifts.every(({ explainedBy }) => explainedBy !== null));
    hospital.tie.standby.state.restart();
  });

  it("drifts in the second night in exactly the ways of the story", async () => {
    const acts = hospital.night(2);
    const { drifts, standby } = await checkPair();
    assert.deepEqual(
      describeDrifts(drifts).filter((line) => !line.includes("explained")),
      [
        "channel ADT Fan-out: both-changed",
        "channel PAS ADT In: standby-behind",
        "channel Pathology Results: production-changed",
        "channel Radiology Results: both-changed",
        "channel TEMP ADT debug copy: production-changed",
        "configuration-map mesh-mailbox-password: both-changed",
      ],
    );
    const saved = standby.filter(({ operability }) => operability === "saved-only");
    assert.deepEqual(
      saved.map(({ key }) => key),
      ["5a1c0001-0000-4000-8000-000000000006"],
    );
    assert.ok(acts.length >= 6);
  });

  it("tells nothing of a rotated password but that it is another one, the same on both nodes", async () => {
    const { drifts } = await checkPair();
    const rotated = drifts.find(({ artefact }) => artefact.name === "mesh-mailbox-password");
    const value = rotated?.changes.find(({ path }) => path === "/value");
    assert.match(value?.production ?? "", /^masked:/);
    assert.equal(value?.production, value?.standby);
    assert.notEqual(value?.production, value?.baseline);
  });

  it("is in order again in the third night, but for what the baseline has yet to adopt", async () => {
    hospital.night(3);
    const { drifts, standby } = await checkPair();
    assert.deepEqual(
      describeDrifts(drifts).filter((line) => !line.includes("explained")),
      [
        "channel ADT Fan-out: both-changed",
        "channel Radiology Results: both-changed",
        "configuration-map mesh-mailbox-password: both-changed",
      ],
    );
    assert.ok(standby.every(({ operability }) => operability !== "saved-only"));
  });

  async function checkPair() {
    const production = await look("primary");
    const standby = await look("standby");
    const rules = resolveExpectations(
      policyOf(hospital).expectedDifferences,
      { engine: { id: "tie" }, production: "tie-a", standby: "tie-b" },
      NOW.toISOString(),
    );
    const sides = { baseline, production: production.artefacts, standby: standby.artefacts };
    const entries = (artefacts: readonly Artefact[]) =>
      artefacts.map(({ kind, key, name, root }) => {
        const digest = digestArtefact(renderArtefact({ kind, key, name, root }));
        return { kind, key, name, path: `${kind}/${key}`, digest };
      });
    const planned = planComparison(
      "tie",
      { baseline: entries(baseline), production: entries(production.artefacts), standby: entries(standby.artefacts) },
      rules,
    );
    const find = (side: readonly Artefact[], kind: string, key: string): Artefact | undefined =>
      side.find((artefact) => artefact.kind === kind && artefact.key === key);
    const opened = planned.map((item) => ({
      ...item,
      artefacts: {
        baseline: find(sides.baseline, item.artefact.kind, item.artefact.key),
        production: find(sides.production, item.artefact.kind, item.artefact.key),
        standby: find(sides.standby, item.artefact.kind, item.artefact.key),
      },
    }));
    const drifts = compare(opened, mirthConnectDialect);
    return { drifts, standby: standby.operability, unread: [...production.unread, ...standby.unread] };
  }

  async function look(role: "primary" | "standby") {
    const node = parseGoverned(hospital.files()).estate?.engines[0]?.nodes.find((each) => each.role === role);
    assert.ok(node?.passwordEnv);
    const password = hospital.environment[node.passwordEnv];
    assert.ok(password);
    const options = {
      dialect: mirthConnectDialect,
      mask: createMask("test", Buffer.alloc(32, 7)),
      scope: "server",
      storeMessageTemplates: false,
    } as const;
    const artefacts: Artefact[] = [];
    const unread: string[] = [];
    let facts: { operability?: OperabilityFact[] } = {};
    for await (const step of createMirthConnector().read({ node, password, now: () => NOW })) {
      if (step.type === "unread") unread.push(step.source);
      if (step.type !== "item") continue;
      const read = normaliseExport(step.item, options);
      artefacts.push(...read.artefacts.map(({ artefact }) => artefact));
      facts = mergeFacts(facts, read.facts);
    }
    return { artefacts, unread, operability: facts.operability ?? [] };
  }
});

function policyOf(hospital: ExampleHospital): Policy {
  const { policy } = parseGoverned(hospital.files());
  assert.ok(policy);
  return policy;
}

function describeDrifts(drifts: readonly Drift[]): readonly string[] {
  return drifts
    .map(({ artefact, case: direction, explainedBy }) => {
      const how = explainedBy === null ? direction : `explained by ${explainedBy}`;
      return `${artefact.kind} ${artefact.name}: ${how}`;
    })
    .sort();
}

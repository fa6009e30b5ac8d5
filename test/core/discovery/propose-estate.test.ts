import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import type { CompareFinding } from "#schemas/compare-report";
import { proposeEngines } from "#services/core/discovery/propose-engines";
import { proposeExpectedDifferences } from "#services/core/discovery/propose-expected-differences";
import { writeEstateYaml } from "#services/core/discovery/write-estate-yaml";
import { writeExpectedDifferencesYaml } from "#services/core/discovery/write-expected-differences-yaml";
import { yamlText } from "#services/core/discovery/yaml-text";
import { parseGoverned } from "#services/core/policy/parse-governed";

function seen(
  serverName: string | undefined,
  ...keys: readonly string[]
): Parameters<typeof proposeEngines>[0][number] {
  return { url: "https://node.hospital.test", serverId: undefined, serverName, interfaceKeys: new Set(keys) };
}

test("nodes that share channels are one engine, the one given first its primary", () => {
  const engines = proposeEngines([seen("LIVE-A", "1", "2"), seen("Lab", "8", "9"), seen("LIVE-B", "1", "2", "3")]);
  assert.deepEqual(
    engines.map(({ id, nodes }) => [id, nodes.map(({ id: node, role }) => `${node} ${role}`)]),
    [
      ["tie", ["live-a primary", "live-b standby"]],
      ["tie-2", ["lab primary"]],
    ],
  );
});

test("nodes without a name of their own are told apart by letters", () => {
  for (const names of [
    [undefined, undefined],
    ["same", "same"],
    ["baseline", "other"],
  ]) {
    const [engine] = proposeEngines(names.map((name) => seen(name, "1")));
    assert.deepEqual(
      engine?.nodes.map(({ id }) => id),
      ["tie-a", "tie-b"],
    );
  }
});

test("two empty nodes, and two with little in common, are no pair", () => {
  assert.equal(proposeEngines([seen("a"), seen("b")]).length, 2);
  assert.equal(proposeEngines([seen("a", "1", "2", "3"), seen("b", "3", "4", "5")]).length, 2);
});

function changed(path: string, a: string, b: string, name = "PAS ADT In", kind = "channel"): CompareFinding {
  const artefact = { kind, key: "k1", name, path: "channels/x" };
  return { artefact, concept: "interface", case: "changed", changes: [{ path, label: path, kind: "changed", a, b }] };
}

const ESTATE = `estate: e
engines:
  - id: tie
    product: mirth-connect
    owner: Team
    nodes:
      - { id: tie-a, role: primary, url: "https://a.hospital.test" }
      - { id: tie-b, role: standby, url: "https://b.hospital.test" }
`;
const NODES = { primary: "tie-a", standby: "tie-b" };

test("places, names and pollers are suggested; ports, scripts and everything else are not", () => {
  const found = proposeExpectedDifferences("tie", NODES, [
    changed("/destinations/2/host", "pas.hospital.test", "pas-dr.hospital.test"),
    changed("/value", "10.0.0.1", "10.0.0.2", "bind", "configuration-map"),
    changed("/serverName", "tie-a", "tie-b"),
    changed("/properties/initialState", "STARTED", "STOPPED"),
    changed("/source/port", "6661", "7777"),
    changed("/source/script", "return true;", "return false;"),
  ]);
  assert.deepEqual(
    found.suggestions.map(({ values }) => Object.keys(values)[0]),
    ["tie-a", "tie-a", "tie-a", "primary"],
  );
  assert.equal(found.others, 2);
});

test("a secret that differs is named and never shown", () => {
  const token = `masked:k1:${"0".repeat(32)}`;
  const found = proposeExpectedDifferences("tie", NODES, [
    changed("/url", `https://u:${token}@a.test`, "https://b.test"),
  ]);
  assert.deepEqual([found.suggestions.length, found.secrets.length], [0, 1]);
  assert.doesNotMatch(writeExpectedDifferencesYaml([found]), /masked/);
});

test("what is on one node only is told, with the node", () => {
  const artefact = { kind: "channel", key: "k", name: "Only here", path: "channels/x" };
  const found = proposeExpectedDifferences("tie", NODES, [
    { artefact, concept: "interface", case: "missing", changes: [] },
  ]);
  assert.match(writeExpectedDifferencesYaml([found]), /# {3}tie-a: channel 'Only here'/);
});

test("nothing that an engine says leaves its comment, and every suggestion is valid once accepted", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("\n- x: 1", "\r\n# ", "\u2028a: b", "'\"", "*"),
  );
  fc.assert(
    fc.property(text, text, text, (name, a, b) => {
      const found = proposeExpectedDifferences("tie", NODES, [
        changed("/host", `/srv/${a}`, `/dr/${b}`, name),
        changed("/serverName", "one", "two", name),
      ]);
      const written = writeExpectedDifferencesYaml([found]);
      assert.deepEqual(parse(written), { expectedDifferences: [] });
      const accepted = written
        .replace(/^expectedDifferences: \[\]\n/m, "")
        .replaceAll(/^# (?=expectedDifferences:| {2})/gm, "");
      assert.deepEqual(parse(accepted).expectedDifferences, found.suggestions);
      const files = new Map([
        ["estate.yaml", ESTATE],
        ["policy/expected-differences.yaml", accepted],
      ]);
      assert.deepEqual(parseGoverned(files).problems, []);
    }),
  );
});

test("every text reads back from YAML as it was, on one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const written = yamlText(text);
      assert.doesNotMatch(written, /[\n\r\u2028\u2029\u202e]/);
      assert.equal(parse(`key: ${written}`).key, text);
      assert.equal(parse(`{ key: ${written}, after: 1 }`).key, text);
    }),
  );
});

test("an estate of a pair and a single node is valid, the single one a comment", () => {
  const node = { username: "reader", passwordEnv: "TIE_PASSWORD", serverId: "0e5" };
  const written = (id: string, role: "primary" | "standby") => ({
    node: { ...node, url: `https://${id}.hospital.test`, id, role },
    version: "4.5.2\n- x",
    interfaces: 3,
  });
  const text = writeEstateYaml([
    {
      id: "tie",
      product: "mirth-connect",
      owner: "Team",
      nodes: [written("tie-a", "primary"), written("tie-b", "standby")],
    },
    { id: "tie-2", product: "mirth-connect", owner: "Team", nodes: [written("lab", "primary")] },
  ]);
  const { estate, problems } = parseGoverned(new Map([["estate.yaml", text]]));
  assert.deepEqual(problems, []);
  assert.deepEqual(
    estate?.engines.map(({ id }) => id),
    ["tie"],
  );
  assert.equal(estate?.engines[0]?.nodes[0]?.serverId, "0e5");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { adviseEnginePatterns } from "#services/core/policy/advise-engine-patterns";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ESTATE = `
estate: example
engines:
  - id: tie
    product: mirth-connect
    owner: Integration team
    nodes:
      - { id: tie-a, role: primary, url: "https://tie-a.hospital.test/api" }
      - { id: tie-b, role: standby, url: "https://tie-b.hospital.test/api" }
`;
const INTERFACES = `
interfaces:
  - { match: { engine: tie2 }, tier: 1, flow: ADT, owner: PAS }
  - { match: { engine: "t*" }, tier: 2, flow: ORM, owner: LIMS }
`;
const CONTROL = `
freezes:
  - { name: Christmas, start: "2026-12-20T00:00:00Z", end: "2027-01-04T00:00:00Z", engine: lab }
`;

test("a rule for an engine that is not declared is advised of, with the name that was meant", () => {
  const files = new Map([
    ["estate.yaml", ESTATE],
    ["policy/interfaces.yaml", INTERFACES],
    ["policy/change-control.yaml", CONTROL],
  ]);
  const { estate, policy, problems } = parseGoverned(files);
  assert.deepEqual(problems, []);
  const advice = adviseEnginePatterns(estate, policy);
  assert.deepEqual(
    advice.map(({ path }) => path),
    ["/interfaces/0/match/engine", "/freezes/0/engine"],
  );
  assert.match(advice[0]?.message ?? "", /'tie2'.*no effect/);
  assert.match(advice[0]?.remedy ?? "", /Did you mean 'tie'\?/);
});

test("a policy file of an unknown name is a problem, and what the others say is in force all the same", () => {
  const files = new Map([
    ["estate.yaml", ESTATE],
    ["policy/interfaces.yaml", INTERFACES],
    ["policy/waiver.yaml", "waivers: []\n"],
    ["policy/README.md", "notes\n"],
    ["policy/.waivers.yaml.swp", ""],
    ["policy/mllp.pack.yaml", "a rule pack of the site's own\n"],
  ]);
  const { policy, problems } = parseGoverned(files);
  assert.deepEqual(
    problems.map(({ file }) => file),
    ["policy/waiver.yaml"],
  );
  assert.equal(policy?.interfaces.length, 2);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { productKinds, productNamed } from "#services/compose/estate/products";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { findNodeProblems } from "#services/jobs/diagnose/find-node-problems";

const DAY = { granted: "2026-11-01", expires: "2026-11-20" };

const ESTATE = {
  estate: "dale",
  engines: [
    {
      id: "nifi",
      product: "nify",
      owner: "Team",
      colour: "red",
      nodes: [
        { id: "nifi-a", role: "primary", url: "nifi-a.hospital.test" },
        { id: "nifi-a", role: "primary", speed: 3 },
      ],
    },
    {
      id: "cis",
      product: "file-tree",
      nodes: [
        { id: "cis-a", role: "primary", files: [{ path: "/srv/a", preset: "cloverleave" }] },
        { id: "cis-b", role: "standby", files: { path: "/srv/b" } },
      ],
    },
    {
      id: "lab",
      product: "command",
      owner: "Team",
      nodes: [
        { id: "lab-a", role: "leader", command: { argv: ["lab-export"], timeout: 9 } },
        { id: "lab-b", role: "standby", command: { argv: ["/usr/bin/lab-export"] } },
      ],
    },
  ],
};

const WAIVER = {
  id: "w",
  artefact: {},
  finding: `sha256:${"0".repeat(64)}`,
  owner: "J. Okafor",
  approver: "J. Okafor",
};

const governed = parseGoverned(
  new Map([
    ["estate.yaml", stringify(ESTATE)],
    ["policy/waivers.yaml", stringify({ waivers: [{ ...WAIVER, ...DAY }] })],
  ]),
  productKinds(),
);
const nodes = findNodeProblems(governed.seen, ({ product }) =>
  productKinds().has(product) ? productNamed(product).connector : undefined,
);
const told = [...governed.problems, ...nodes].map(({ about = "", message }) => `${about}: ${message}`);

test("what is wrong elsewhere in a file hides nothing: makes, doubled ids, roles, presets, programs, approvers", () => {
  for (const expected of [
    "nifi: 'nify' is no product",
    "nifi: has the node 'nifi-a' twice",
    "nifi: of 'nifi' has 2 primaries",
    "nifi: has the unknown key 'colour'",
    "nifi/nifi-a: has the unknown key 'speed'",
    'nifi/nifi-a: "nifi-a.hospital.test" must begin with http:// or https://',
    "cis: lacks 'owner'",
    "cis/cis-b: the value must be a list: each entry on a line of its own, after `- `",
    'lab/lab-a: "leader" is not one of primary, standby',
    "lab/lab-a: command.argv must begin with an absolute path",
    "w: lacks 'reason'",
  ]) {
    assert.ok(told.includes(expected), `${expected}\n${told.join("\n")}`);
  }
  assert.ok(told.some((line) => line.startsWith("cis/cis-a: files[0]: preset 'cloverleave' is unknown")));
  assert.ok(told.some((line) => line.endsWith(": is approved by its owner")));
});

test("what was taken out because it does not fit is not told a second time as missing", () => {
  assert.ok(!told.some((line) => /files is missing|of 'lab' has|url is missing/.test(line)), told.join("\n"));
});

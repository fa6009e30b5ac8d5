import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineNode } from "#schemas/estate";
import { reachOfNode } from "#services/core/collection/reach-of-node";

const engine = { product: "mirth-connect" };
const node: EngineNode = {
  id: "tie-a",
  role: "primary",
  url: "https://tie-a.hospital.test/api",
  username: "lockstep-reader",
  passwordEnv: "TIE_A_PASSWORD",
};
const agreed = reachOfNode(engine, node, {});

test("a swap of roles and an id that was learnt need nobody to agree again", () => {
  assert.equal(reachOfNode(engine, { ...node, role: "standby", serverId: "5a1c" }, {}), agreed);
});

test("whatever decides where a password goes, which program runs or which files are read must be agreed to", () => {
  const changes: readonly Partial<EngineNode>[] = [
    { url: "https://elsewhere.example/api" },
    { username: "admin" },
    { passwordEnv: "PAYROLL_PASSWORD" },
    { passwordFile: "/etc/shadow" },
    { tls: { fingerprint: "00:".repeat(31).concat("00") } },
    { via: { proxy: "http://proxy.example" } },
    { command: { argv: ["/bin/sh", "-c", "true"] } },
    { files: [{ path: "/home" }] },
  ];
  for (const change of changes) assert.notEqual(reachOfNode(engine, { ...node, ...change }, {}), agreed);
  assert.notEqual(reachOfNode({ product: "command" }, node, {}), agreed);
});

test("a rule pack that says otherwise which files are read must be agreed to as well", () => {
  const withPack: EngineNode = { ...node, files: [{ path: "/srv/engine", pack: "packs/own.yaml" }] };
  const before = reachOfNode(engine, withPack, { "packs/own.yaml": "include: ['*.xml']" });
  assert.notEqual(reachOfNode(engine, withPack, { "packs/own.yaml": "include: ['**']" }), before);
});

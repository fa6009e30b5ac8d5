import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "#schemas/estate";
import { productNamed } from "#services/compose/estate/products";
import { findNodeProblems } from "#services/jobs/diagnose/find-node-problems";

function problemsOf(product: string, node: Partial<Engine["nodes"][number]>): string[] {
  const engine: Engine = { id: "tie", product, owner: "Team", nodes: [{ id: "tie-a", role: "primary", ...node }] };
  const found = findNodeProblems(
    { engines: [engine], repairedIn: () => new Set() },
    () => productNamed(product).connector,
  );
  return found.map(({ path, message }) => `${path} ${message}`);
}

test("a node that lacks what its make is read with is a problem before it is read", () => {
  for (const product of ["mirth-connect", "iris", "rhapsody", "file-tree", "command"]) {
    const [first] = problemsOf(product, {});
    assert.match(first ?? "", /^\/engines\/0\/nodes\/0 .*missing/, product);
  }
});

test("a whole entry has no problem, and a make that nobody knows is told elsewhere", () => {
  assert.deepEqual(problemsOf("mirth-connect", { url: "https://tie-a.hospital.test:8443" }), []);
  const engine: Engine = { id: "tie", product: "odd", owner: "Team", nodes: [{ id: "tie-a", role: "primary" }] };
  assert.deepEqual(
    findNodeProblems({ engines: [engine], repairedIn: () => new Set() }, () => undefined),
    [],
  );
});

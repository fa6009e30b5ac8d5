import assert from "node:assert/strict";
import { test } from "node:test";
import type { TreeNode } from "#schemas/artefact";
import { compareArtefact } from "#services/core/comparison/compare-artefact";
import { irisDialect } from "#services/engines/iris/dialect";

function stepsOf(...steps: readonly TreeNode[]): TreeNode {
  return { name: "transform", collection: "list", children: steps };
}

function assignment(value: string): TreeNode {
  const attributes = [["property", "target.Ward"] as const, ["value", value] as const];
  return { name: "assign", key: "assign target.Ward", attributes, text: "" };
}

function toldOf(without: TreeNode, step: TreeNode): string | null | undefined {
  const sides = { baseline: without, production: stepsOf(step), standby: without };
  return compareArtefact("dtl", sides, irisDialect)[0]?.change.production;
}

test("a step that came or went is told with all that it says, so that an approval means this one and no other", () => {
  assert.equal(toldOf(stepsOf(), assignment('"3B"')), 'property="target.Ward" value="\\"3B\\""');
  assert.notEqual(toldOf(stepsOf(), assignment('"3B"')), toldOf(stepsOf(), assignment('"4A"')));
  assert.match(toldOf(stepsOf(), assignment("x".repeat(300))) ?? "", /sha256:/);
});

test("a plain value, and an entry that its key names, are told as they are", () => {
  assert.equal(toldOf(stepsOf(), { name: "entry", key: "female", attributes: [["key", "female"]], text: "F" }), "F");
  assert.equal(toldOf(stepsOf(), { name: "Port", key: "Port", text: "7001" }), "7001");
});

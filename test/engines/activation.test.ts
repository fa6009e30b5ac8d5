import assert from "node:assert/strict";
import { test } from "node:test";
import type { TreeNode } from "#schemas/artefact";
import type { Dialect } from "#services/core/dialect";
import { irisDialect } from "#services/engines/iris/dialect";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";

function needs({ activation }: Dialect, kind: string, root: TreeNode): readonly (readonly [string, string])[] {
  const told = activation?.needsOf({ kind, key: "own", name: "Own", root }) ?? [];
  return told.map((need) => [need.of, need.needs]);
}

function leaf(name: string, text: string): TreeNode {
  return { name, text };
}

test("Mirth: a channel runs after those that it depends on", () => {
  const root: TreeNode = {
    name: "channelDependencies",
    collection: "set",
    children: [
      { name: "channelDependency", children: [leaf("dependentId", "in"), leaf("dependencyId", "out")] },
      { name: "channelDependency", children: [leaf("dependentId", "in")] },
    ],
  };
  assert.deepEqual(needs(mirthConnectDialect, "channel-dependencies", root), [["in", "out"]]);
});

test("Mirth: a channel that writes into another runs after it", () => {
  const destination = (kind: string, channelId: string): TreeNode => ({
    name: "connector",
    children: [
      {
        name: "properties",
        attributes: [["class", `com.mirth.connect.connectors.${kind}`]],
        children: [leaf("channelId", channelId)],
      },
    ],
  });
  const root: TreeNode = {
    name: "channel",
    children: [
      {
        name: "destinationConnectors",
        children: [
          destination("vm.VmDispatcherProperties", "fan-out"),
          destination("tcp.TcpDispatcherProperties", "x"),
        ],
      },
    ],
  };
  assert.deepEqual(needs(mirthConnectDialect, "channel", root), [["own", "fan-out"]]);
});

test("InterSystems: an item of a production runs after those that it sends to", () => {
  const root: TreeNode = {
    name: "Item",
    children: [{ name: "Host", children: [leaf("TargetConfigNames", "Record Router, To Spine,"), leaf("Other", "x")] }],
  };
  assert.deepEqual(needs(irisDialect, "production-item", root), [
    ["own", "Record Router"],
    ["own", "To Spine"],
  ]);
});

test("Rhapsody: outputs run before the route, and the route before its inputs", () => {
  const root: TreeNode = {
    name: "route",
    children: [
      {
        name: "inputs",
        children: [{ name: "inputCommPoint", key: "In", attributes: [["uuid", "Orders/In"]], text: "" }],
      },
      { name: "outputs", children: [{ name: "output", children: [leaf("outputCommPointUuid", "Orders/To PACS")] }] },
    ],
  };
  assert.deepEqual(needs(rhapsodyDialect, "route", root), [
    ["own", "Orders/To PACS"],
    ["Orders/In", "own"],
  ]);
});

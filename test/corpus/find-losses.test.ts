import assert from "node:assert/strict";
import { test } from "node:test";
import type { TreeNode } from "#schemas/artefact";
import { normaliseExport } from "#services/core/normalise";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { findLosses, type Losses } from "./find-losses.js";
import { OPTIONS } from "./read-recording.js";

const XML = `<channel version="4.5.2"><id>c</id><name>PAS ADT In</name><revision>4</revision>
  <sourceConnector version="4.5.2"><properties class="com.mirth.connect.connectors.tcp.TcpReceiverProperties"><port>6661</port><password>secret</password>
    <headers class="linked-hash-map"><entry><string>a</string><string>1</string></entry><entry><string>b</string><string>2</string></entry></headers></properties>
    <filter><elements><rule><name>x</name><sequenceNumber>0</sequenceNumber></rule><rule><name>y</name><sequenceNumber>1</sequenceNumber></rule></elements></filter></sourceConnector>
  <exportData><channelTags><channelTag><id>t1</id></channelTag><channelTag><id>t2</id></channelTag></channelTags></exportData></channel>`;

const ITEM = { source: "file", bytes: Buffer.from(XML), origin: "fixture" };

function lossesOf(rebuilt: TreeNode): readonly string[] {
  const [raw] = mirthConnectDialect.parse(ITEM, "file").artefacts;
  assert.ok(raw);
  const losses: Losses = { unexcused: [], hidden: new Set(), partlyMasked: 0 };
  findLosses(raw.root, rebuilt, "file", losses);
  return losses.unexcused;
}

/** Every tree that differs from this one by one damage: a node gone, a text or attribute changed, two children swapped. */
function* damaged(node: TreeNode): Generator<TreeNode> {
  const { children } = node;
  if (node.attributes !== undefined) yield { ...node, attributes: node.attributes.slice(1) };
  if (children === undefined) {
    yield { ...node, text: `${node.text ?? ""}x` };
    return;
  }
  for (const [index, child] of children.entries()) {
    yield { ...node, children: children.toSpliced(index, 1) };
    for (const other of damaged(child)) yield { ...node, children: children.with(index, other) };
    const next = children[index + 1];
    if (next === undefined || node.collection === "set") continue;
    yield { ...node, children: children.with(index, next).with(index + 1, child) };
  }
}

test("the oracle of fidelity sees every single loss, change and swap", () => {
  const [normalised] = normaliseExport(ITEM, { ...OPTIONS, scope: "file" }).artefacts;
  assert.ok(normalised);
  assert.deepEqual(lossesOf(normalised.artefact.root), []);
  let seen = 0;
  for (const tree of damaged(normalised.artefact.root)) {
    assert.notDeepEqual(lossesOf(tree), [], JSON.stringify(tree));
    seen += 1;
  }
  assert.ok(seen > 40, `${seen} damages`);
});

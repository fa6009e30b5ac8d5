import type { EngineReport, NodeReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import {
  describeAccess,
  describeNodeCoverage,
  describeOtherStandby,
  describeReading,
  listUnread,
} from "../words/describe-node.js";
import { htmlTable } from "./html-table.js";
import { type Markup, type MarkupValue, markup } from "./markup.js";

/** What was read of each node and how fresh it is, and beneath it what was not read, and why. */
export function htmlNodes(engine: EngineReport): Markup {
  if (engine.nodes.length === 0) return markup`<h3>What was read</h3><p class="failed">No node was read.</p>`;
  return markup`<h3>What was read</h3>
${htmlTable({
  caption: "Nodes, freshness and coverage",
  columns: ["Node", "Access", "Freshness", "Version", "Coverage"],
  rows: engine.nodes.map(nodeCells),
})}${unreadList(engine.nodes)}${otherStandbys(engine)}`;
}

function otherStandbys({ otherStandbys: others }: EngineReport): Markup {
  if (others.length === 0) return markup``;
  return markup`<p>Other standbys, each with a verdict of its own:</p><ul class="plain">${others.map(
    (other) => markup`
<li>${describeOtherStandby(other)}</li>`,
  )}</ul>`;
}

function nodeCells(node: NodeReport): readonly MarkupValue[] {
  const role = node.role === "primary" ? "Production" : "Standby";
  return [
    markup`<strong>${role}</strong> ${cutText(node.nodeId, 80)}`,
    flagged(describeAccess(node), node.access === "ok"),
    flagged(describeReading(node), node.access === "ok" && node.freshness === "fresh" && node.snapshot !== null),
    node.engineVersion === null ? "not known" : cutText(node.engineVersion, 40),
    flagged(describeNodeCoverage(node), node.coverage.complete),
  ];
}

function flagged(text: string, sound: boolean): MarkupValue {
  return sound ? text : markup`<span class="failed">${text}</span>`;
}

function unreadList(nodes: readonly NodeReport[]): Markup {
  const unread = listUnread(nodes);
  if (unread.length === 0) return markup`<p>Everything that was asked for was read.</p>`;
  return markup`<p class="failed">Not read, and why:</p><ul class="plain">${unread.map(
    (line) => markup`
<li>${line}</li>`,
  )}</ul>`;
}

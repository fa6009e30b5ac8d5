import type { EngineReport, NodeReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import {
  describeAccess,
  describeNodeCoverage,
  describeOtherStandby,
  describeQueues,
  describeReading,
} from "../words/describe-node.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes what was read of each node, how fresh it is, and what was not read and why. */
export function writeNodes(page: TerminalPage, engine: EngineReport): void {
  page.gap().add("NODES", { lead: "  ", style: "bold" });
  for (const node of engine.nodes) writeNode(page, node);
  if (engine.nodes.length === 0) page.add("No node was read.", { lead: "    " });
  for (const other of engine.otherStandbys) page.add(describeOtherStandby(other), { lead: "    other standby " });
  page.add(describeQueues(engine.readiness.queued), { lead: "    " });
}

function writeNode(page: TerminalPage, node: NodeReport): void {
  const role = node.role === "primary" ? "production" : "standby";
  const version = node.engineVersion === null ? "version not known" : `version ${cutText(node.engineVersion, 40)}`;
  page.add(
    `${role} ${cutText(node.nodeId, 80)}: ${describeAccess(node)}; ${describeReading(node)}; ${version}; ${describeNodeCoverage(node)}`,
    {
      lead: "    ",
    },
  );
  for (const gap of node.coverage.unread) {
    page.add(`${cutText(gap.source, 80)}: ${cutText(gap.message, 300)} (${cutText(gap.code, 60)})`, {
      lead: "      not read — ",
    });
  }
}

import type { CheckReport, EngineReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { type Markup, markup } from "./markup.js";

/** What a reader needs to derive this report again: run, policy, baseline and snapshots by digest. */
export function htmlProvenance(report: CheckReport): Markup {
  return markup`<h2>Where this comes from</h2>
<dl class="facts"><dt>Run</dt><dd>${cutText(report.runId, 80)}</dd><dt>Estate</dt><dd>${cutText(report.estate, 80)}</dd>
${report.engines.map(engineFacts)}</dl>
<p>Lockstep reads configuration and never writes to an engine. It tells what is configured, not what data is in the queues.</p>`;
}

function engineFacts(engine: EngineReport): Markup {
  const name = cutText(engine.engineId, 80);
  return markup`<dt>${name}, policy</dt><dd>commit ${cutText(engine.policyCommit, 64)}${engine.changeControl === undefined ? null : `, rules of change control ${cutText(engine.changeControl, 80)}`}</dd>
<dt>${name}, approved baseline</dt><dd>${describeBaseline(engine.baseline)}</dd>
${engine.nodes.map(
  (node) => markup`<dt>${name}, ${node.role === "primary" ? "production" : "standby"} ${cutText(node.nodeId, 80)}</dt>
<dd>${node.snapshot === null ? "no snapshot" : `snapshot ${cutText(node.snapshot.digest, 80)}, commit ${cutText(node.snapshot.commit, 64)}`}</dd>`,
)}`;
}

function describeBaseline(baseline: EngineReport["baseline"]): string {
  if (baseline === null) return "none in force";
  const ticket = baseline.ticket === null ? "without ticket" : `ticket ${cutText(baseline.ticket, 80)}`;
  const reviewed = baseline.reviewed ? "reviewed" : "inherited, unreviewed";
  return `${cutText(baseline.digest, 80)}, commit ${cutText(baseline.commit, 64)}, approved by ${cutText(baseline.approver, 80)}, ${ticket}, ${reviewed}`;
}

import type { NodeReport } from "#schemas/check-report";
import type { NodeFacts } from "#schemas/snapshot";
import { compareText } from "#services/core/text/compare-text";
import { type Markup, markup } from "#services/reports/html/markup";
import { count } from "#services/reports/text/count";
import { cutText } from "#services/reports/text/cut-text";
import { millisecondsBetween, showInstant } from "#services/reports/text/describe-time";

/** What one node said of its running when it was last read. */
export interface NodeRuntime {
  readonly node: NodeReport;
  readonly facts: NodeFacts;
}

/** What the nodes told of their running. It is no part of the verdict, and says so. */
export function runtimePanel(runtimes: readonly NodeRuntime[], at: Date): Markup | null {
  if (runtimes.length === 0) return null;
  return markup`<h2>Runtime, not part of the configuration verdict</h2>
<div class="panels">${runtimes.map((runtime) => nodePanel(runtime, at))}</div>`;
}

function nodePanel({ node, facts }: NodeRuntime, at: Date): Markup {
  const { operability = [], expiries = [] } = facts;
  const role = node.role === "primary" ? "Production" : "Standby";
  const queues = operability.flatMap(({ queued }) => queued ?? []);
  const told = queues.reduce((sum, queued) => sum + queued, 0);
  return markup`<section class="panel"><h3>${role} ${cutText(node.nodeId, 80)}</h3>
<dl class="facts"><dt>Messages queued</dt><dd>${queues.length === 0 ? "the engine does not tell" : `${told} in ${count(queues.length, "interface")}`}</dd>
<dt>States</dt><dd>${statesOf(operability)}</dd>
${expiries.map(({ name, what, expires }) => markup`<dt>${cutText(name, 80)} (${what})</dt><dd>${daysLeft(expires, at)}</dd>`)}</dl>
<p class="soft">As it was read${node.snapshot === null ? "" : ` at ${showInstant(node.snapshot.takenAt)}`}.</p></section>`;
}

/** `27 STARTED, 2 STOPPED`, in the engine's own words. */
function statesOf(operability: NonNullable<NodeFacts["operability"]>): string {
  const numbers = new Map<string, number>();
  for (const { state } of operability) if (state !== undefined) numbers.set(state, (numbers.get(state) ?? 0) + 1);
  if (numbers.size === 0) return "the engine does not tell";
  return [...numbers]
    .toSorted(([a, most], [b, least]) => least - most || compareText(a, b))
    .slice(0, 8)
    .map(([state, number]) => `${number} ${cutText(state, 40)}`)
    .join(", ");
}

const DAY_MS = 86_400_000;

function daysLeft(expires: string | undefined, at: Date): string {
  const left = expires === undefined ? undefined : millisecondsBetween(at.toISOString(), expires);
  if (expires === undefined || left === undefined) return "its end is not known";
  if (left < 0) return `ended on ${showInstant(expires)}`;
  return `${count(Math.floor(left / DAY_MS), "day")} left, until ${showInstant(expires)}`;
}

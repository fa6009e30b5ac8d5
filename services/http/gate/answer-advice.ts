import type { Advice } from "#schemas/advice";
import type { NodeRuntime } from "#schemas/runtime-facts";
import { escapeText } from "#services/core/text/escape-text";
import type { Content } from "../answer.js";
import type { GateForm } from "./answer-gate-question.js";
import { prefersText } from "./prefers-text.js";

/** Gives the advice for an emergency: always 200, so that nothing can take it for a gate. */
export function answerAdvice(advice: Advice, { accept, mayRead }: GateForm): Content {
  const { items: _items, byTier: _byTier, omitted: _omitted, runtime: _runtime, ...bare } = advice;
  const told: Advice = mayRead ? advice : { ...bare, withheld: WITHHELD };
  const asText = prefersText(accept);
  return {
    kind: "content",
    type: asText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    body: asText ? textOf(told) : JSON.stringify(told),
    headers: { "Cache-Control": "no-store", Vary: "Accept, Cookie, Authorization" },
  };
}

const WITHHELD =
  "What the standby lacks, its owners and what ran there are told to whoever may read the engine: sign in, or send `Authorization: Bearer` with a token of the role viewer (`lockstep token create --role viewer`). On the estate's own machine `lockstep explain` and `lockstep runbook` tell it without one.";

function textOf(told: Advice): string {
  const { engineId, verdict, asOf, ageSeconds, doubts, items = [], omitted = 0, runtime, withheld } = told;
  const age = asOf === null ? "never checked" : `as of ${asOf}, ${ageSeconds ?? "unknown"} seconds ago`;
  const lines = [
    `advice for ${engineId}: it never forbids a failover`,
    `configuration verdict: ${verdict} (${age})`,
    ...(doubts.length === 0 ? [] : [`could not be told: ${doubts.join(", ")}`]),
    ...items.map(({ tier, flow, what, how, meaning }) => `tier ${tier}, ${flow}: ${what}: ${how} ${meaning}`.trimEnd()),
    ...(withheld === undefined ? [] : [withheld]),
    ...(omitted === 0 ? [] : [`and ${omitted} more`]),
    ...(runtime === undefined ? [] : [runtime.scope, ...runtime.nodes.map(lineOfNode)]),
  ];
  return `${lines.join("\n")}\n`;
}

function lineOfNode({ nodeId, takenAt, queued, states, ending }: NodeRuntime): string {
  const counted = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  const [first] = ending;
  const ends = first === undefined ? [] : [`${first.what} '${first.name}' ends in ${first.daysLeft ?? "unknown"} days`];
  const line = [`queued ${queued ?? "unknown"}`, ...counted, ...ends].join(", ");
  return escapeText(`${nodeId} at ${takenAt}: ${line}`);
}

import type { ReadinessReason } from "#schemas/readiness";
import type { BlockerFact, ExpiryFact } from "#schemas/snapshot";
import type { NodeView, ReadinessInput } from "./readiness-input.js";

const DAY_MS = 86_400_000;

/**
 * What the nodes say of themselves, whatever is configured: what keeps the standby from taking over, and which certificates,
 * licences and credentials end. On production the same is a note: it does not stop a failover, it may be the cause of one.
 */
export function selfToldReasons(input: ReadinessInput): ReadinessReason[] {
  return [...reasonsOf(input.standby, "not-ready", input), ...reasonsOf(input.production, "ready", input)];
}

function reasonsOf(node: NodeView, verdict: "not-ready" | "ready", input: ReadinessInput): ReadinessReason[] {
  const { blockers = [], expiries = [] } = node.snapshot?.facts ?? {};
  return [
    ...blockers.map((blocker) => blockerReason(blocker, node.nodeId, verdict, input)),
    ...expiries.flatMap((expiry) => expiryReason(expiry, node.nodeId, verdict, input)),
  ];
}

function blockerReason(
  { code, message, action }: BlockerFact,
  nodeId: string,
  verdict: "not-ready" | "ready",
  { engine }: ReadinessInput,
): ReadinessReason {
  return { code, verdict, message: `${nodeId}: ${message}`, owner: engine.owner, action, findings: [] };
}

function expiryReason(
  { what, name, expires, valid }: ExpiryFact,
  nodeId: string,
  verdict: "not-ready" | "ready",
  { engine, at, policy }: ReadinessInput,
): ReadinessReason[] {
  const left = expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires) - Date.parse(at);
  const isOver = valid === false || !(left > 0);
  if (!isOver && left > policy.settings.expiryHorizonDays * DAY_MS) return [];
  const day = expires?.slice(0, 10);
  const message = isOver
    ? `The ${what} '${name}' on ${nodeId} ${day === undefined || left > 0 ? "is not valid" : `ended on ${day}`}.`
    : `The ${what} '${name}' on ${nodeId} ends on ${day ?? ""}, in ${showDays(left)}.`;
  return [
    {
      code: isOver ? "expired" : "expires-soon",
      verdict: isOver ? verdict : "ready",
      message,
      owner: engine.owner,
      action: `Renew the ${what} '${name}' on ${nodeId}.`,
      findings: [],
      ...(isOver ? { subjects: [JSON.stringify([nodeId, what, name, expires ?? null])] } : {}),
    },
  ];
}

function showDays(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY_MS);
  return days === 0 ? "less than a day" : days === 1 ? "1 day" : `${days} days`;
}

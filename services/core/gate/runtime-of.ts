import type { NodeReport } from "#schemas/check-report";
import type { Runtime } from "#schemas/runtime-facts";
import type { ExpiryFact, NodeFacts } from "#schemas/snapshot";
import { compareText } from "../text/compare-text.js";

/** What a node's last snapshot says of what ran on it. */
export interface SeenRuntime {
  readonly nodeId: string;
  readonly role: NodeReport["role"];
  readonly takenAt: string;
  readonly queued: number | null;
  readonly states: Readonly<Record<string, number>>;
  readonly expiries: readonly ExpiryFact[];
}

/** So many endings are told of a node: those that come first. */
const MOST = 10;

const DAY_MS = 86_400_000;

/** Takes down what ran on a node when it was looked at: counts, never content. */
export function seenRuntime(node: Pick<NodeReport, "nodeId" | "role">, takenAt: string, facts: NodeFacts): SeenRuntime {
  const { operability = [], expiries = [] } = facts;
  const states: Record<string, number> = {};
  for (const { state, operability: word } of operability) states[state ?? word] = (states[state ?? word] ?? 0) + 1;
  const counts = operability.flatMap(({ queued }) => (queued === undefined ? [] : [queued]));
  const ends = (fact: ExpiryFact): string => (fact.valid === false ? "" : (fact.expires ?? "9999"));
  const { nodeId, role } = node;
  return {
    ...{ nodeId, role, takenAt, states },
    queued: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    expiries: expiries.toSorted((a, b) => compareText(ends(a), ends(b))).slice(0, MOST),
  };
}

/** The same as it is told at an instant, labelled as what it is. */
export function tellRuntime(seen: readonly SeenRuntime[], now: Date): Runtime {
  return {
    scope: "runtime at the last look: no part of the configuration verdict",
    nodes: seen.map(({ expiries, states, ...node }) => ({
      ...node,
      states: { ...states },
      ending: expiries.map((fact) => ({ ...fact, daysLeft: daysLeft(fact, now) })),
    })),
  };
}

function daysLeft({ expires }: ExpiryFact, now: Date): number | null {
  const days = Math.floor((Date.parse(expires ?? "") - now.getTime()) / DAY_MS);
  return Number.isNaN(days) ? null : days;
}

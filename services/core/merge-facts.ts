import type { NodeFacts } from "#schemas/snapshot";

/** Puts together what several answers say of one node; lists are joined, single facts stand as first told. */
export function mergeFacts(a: NodeFacts, b: NodeFacts): NodeFacts {
  const merged: NodeFacts = { ...b, ...a };
  if (a.counts || b.counts) merged.counts = { ...b.counts, ...a.counts };
  if (a.operability || b.operability) merged.operability = [...(a.operability ?? []), ...(b.operability ?? [])];
  if (a.events || b.events) merged.events = [...(a.events ?? []), ...(b.events ?? [])];
  return merged;
}

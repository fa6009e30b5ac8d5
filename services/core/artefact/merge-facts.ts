import type { LeftOutFact, NodeFacts, OperabilityFact } from "#schemas/snapshot";

/**
 * Puts together what several answers say of one node: lists are joined, what is said of one artefact's operability becomes
 * one fact, a record begins with its oldest act, single facts stand as first told.
 */
export function mergeFacts(a: NodeFacts, b: NodeFacts): NodeFacts {
  const merged: NodeFacts = { ...b, ...a };
  if (a.counts || b.counts) merged.counts = { ...b.counts, ...a.counts };
  if (a.userNames || b.userNames) merged.userNames = { ...b.userNames, ...a.userNames };
  if (a.operability || b.operability) {
    merged.operability = mergeOperability([...(a.operability ?? []), ...(b.operability ?? [])]);
  }
  if (a.expiries || b.expiries) merged.expiries = [...(a.expiries ?? []), ...(b.expiries ?? [])];
  if (a.blockers || b.blockers) merged.blockers = [...(a.blockers ?? []), ...(b.blockers ?? [])];
  if (a.events || b.events) merged.events = [...(a.events ?? []), ...(b.events ?? [])];
  const leftOut = joinLeftOut(a.leftOut, b.leftOut);
  if (leftOut !== undefined) merged.leftOut = leftOut;
  const eventsFrom = earlier(a.eventsFrom, b.eventsFrom);
  if (eventsFrom !== undefined) merged.eventsFrom = eventsFrom;
  return merged;
}

function joinLeftOut(a: LeftOutFact | undefined, b: LeftOutFact | undefined): LeftOutFact | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { folders: a.folders + b.folders, files: a.files + b.files, names: [...a.names, ...b.names] };
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(b) < Date.parse(a) ? b : a;
}

/** The same over many answers: they are put together in pairs, so that a long list is not copied for each of its items. */
export function mergeAllFacts(parts: readonly NodeFacts[]): NodeFacts {
  if (parts.length <= 1) return parts[0] ?? {};
  const middle = Math.ceil(parts.length / 2);
  return mergeFacts(mergeAllFacts(parts.slice(0, middle)), mergeAllFacts(parts.slice(middle)));
}

/** One answer may know that an artefact is switched off, another in which state it is. */
function mergeOperability(facts: readonly OperabilityFact[]): OperabilityFact[] {
  const byArtefact = new Map<string, OperabilityFact>();
  for (const fact of facts) {
    const id = `${fact.kind}\0${fact.key}`;
    const known = byArtefact.get(id);
    byArtefact.set(id, known === undefined ? fact : mergeFact(known, fact));
  }
  return [...byArtefact.values()];
}

/** Switched off outweighs every state: what still runs will not come back after a restart. */
function mergeFact(a: OperabilityFact, b: OperabilityFact): OperabilityFact {
  const { cause, ...merged } = { ...b, ...a };
  if (a.operability === "disabled" || b.operability === "disabled") return { ...merged, operability: "disabled" };
  return cause === undefined ? merged : { ...merged, cause };
}

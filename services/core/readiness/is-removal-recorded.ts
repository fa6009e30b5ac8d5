import type { ArtefactEntry, EngineEvent, Snapshot } from "#schemas/snapshot";

/**
 * Says whether an engine itself tells that these artefacts, all of one kind, were removed: it counts none of the kind, or its
 * record holds, since the baseline was taken, an act that removed each of them or that put a new list in place of the
 * whole kind. Which acts do so the product's dialect knows; a mere update of one of them proves nothing.
 */
export function isRemovalRecorded(gone: readonly ArtefactEntry[], snapshot: Snapshot, baseline: Snapshot): boolean {
  const { counts, events = [], clockSkewMs = 0 } = snapshot.facts;
  if (gone.every(({ kind }) => counts?.[kind] === 0)) return true;
  const since = Date.parse(baseline.takenAt) + clockSkewMs;
  const removals = events.filter(({ at, phase, removes }) => removes && phase === "save" && Date.parse(at) >= since);
  return gone.every((entry) => removals.some((event) => isAbout(event, entry)));
}

function isAbout({ artefact }: EngineEvent, { kind, key }: ArtefactEntry): boolean {
  if (artefact === undefined) return false;
  return (artefact.kind === kind || artefact.kind === "*") && (artefact.key === key || artefact.key === "*");
}

import type { ArtefactEntry, EngineEvent, Snapshot } from "#schemas/snapshot";

/**
 * Says whether an engine itself tells that these artefacts, all of one kind, were removed: it counts none of the kind, or its
 * record holds, since the baseline was taken, an act that removed each of them or that put a new list in place of the
 * whole kind. A mere update of one of them proves nothing.
 */
export function isRemovalRecorded(gone: readonly ArtefactEntry[], snapshot: Snapshot, baseline: Snapshot): boolean {
  const { counts, events = [], clockSkewMs = 0 } = snapshot.facts;
  if (gone.every(({ kind }) => counts?.[kind] === 0)) return true;
  const since = Date.parse(baseline.takenAt) + clockSkewMs;
  const saves = events.filter(({ at, phase }) => phase === "save" && Date.parse(at) >= since);
  return gone.every((entry) => saves.some((event) => removes(event, entry)));
}

function removes({ act, artefact }: EngineEvent, { kind, key }: ArtefactEntry): boolean {
  if (artefact === undefined || (artefact.kind !== kind && artefact.kind !== "*")) return false;
  return artefact.key === "*" || (artefact.key === key && REMOVAL.test(act));
}

/** How engines begin the name of such an act. */
const REMOVAL = /^(remove|delete|uninstall|drop)/i;

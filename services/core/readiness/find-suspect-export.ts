import type { Policy } from "#schemas/policy";
import type { Snapshot } from "#schemas/snapshot";

/** So many of a kind in the baseline make its total absence suspicious, however small its share. */
const KIND_OF_NOTE = 3;

/**
 * Finds what looks like a half answer rather than like deletions: more artefacts of the baseline gone than the policy's
 * share, or a whole kind gone. Gives the words for it, or `undefined`.
 */
export function findSuspectExport(baseline: Snapshot, snapshot: Snapshot, policy: Policy): string | undefined {
  const here = new Set(snapshot.entries.map((entry) => `${entry.kind}\0${entry.key}`));
  const gone = baseline.entries.filter((entry) => !here.has(`${entry.kind}\0${entry.key}`));
  if (gone.length === 0) return undefined;
  if (gone.length > baseline.entries.length * policy.settings.massChangeShare) {
    return `${gone.length} of ${baseline.entries.length} artefacts vanished at once`;
  }
  const kind = [...countByKind(gone)].find(([name, count]) => count >= KIND_OF_NOTE && !hasKind(snapshot, name));
  return kind === undefined ? undefined : `every ${kind[0]} vanished at once`;
}

function countByKind(entries: Snapshot["entries"]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
  return counts;
}

function hasKind(snapshot: Snapshot, kind: string): boolean {
  return snapshot.entries.some((entry) => entry.kind === kind);
}

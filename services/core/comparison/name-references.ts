import type { Change, Drift } from "#schemas/drift";
import type { ArtefactEntry } from "#schemas/snapshot";

/** Ids shorter than this could be a word of their own. */
const MIN_ID_LENGTH = 16;

/**
 * Says which artefact an id stands for, where a label or value holds nothing but the id of one: people know names. The
 * first entry that has a name for it wins.
 */
export function nameReferences(drifts: readonly Drift[], entries: Iterable<ArtefactEntry>): Drift[] {
  const names = new Map<string, string>();
  for (const { key, name } of entries) {
    if (key.length >= MIN_ID_LENGTH && key !== name && !names.has(key)) names.set(key, name);
  }
  if (names.size === 0) return [...drifts];
  return drifts.map((drift) => ({ ...drift, changes: drift.changes.map((change) => nameChange(change, names)) }));
}

function nameChange(change: Change, names: ReadonlyMap<string, string>): Change {
  const named = (value: string | null): string | null => {
    const name = value === null ? undefined : names.get(value);
    return name === undefined ? value : `${name} (${value})`;
  };
  return {
    ...change,
    label: change.label.replaceAll(/'([^']{16,80})'/g, (quoted, id: string) =>
      names.has(id) ? `'${names.get(id)}'` : quoted,
    ),
    baseline: named(change.baseline),
    production: named(change.production),
    standby: named(change.standby),
  };
}

import type { Snapshot } from "#schemas/snapshot";

type Seen = Pick<Snapshot, "entries" | "dialect">;

/** Counts the artefacts that came, went or changed between two snapshots; `null` where another reader made one of them, so that all would differ. */
export function countChanges(before: Seen, after: Seen): number | null {
  if (before.dialect !== after.dialect) return null;
  const was = new Map(before.entries.map(({ kind, key, digest }) => [`${kind}\0${key}`, digest]));
  const kept = after.entries.filter(({ kind, key, digest }) => was.get(`${kind}\0${key}`) === digest).length;
  const there = after.entries.filter(({ kind, key }) => was.has(`${kind}\0${key}`)).length;
  const changed = there - kept;
  return changed + (after.entries.length - there) + (before.entries.length - there);
}

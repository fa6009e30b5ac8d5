import type { Policy } from "#schemas/policy";
import type { Snapshot } from "#schemas/snapshot";
import { isRemovalRecorded } from "./is-removal-recorded.js";

/** So many of a kind in the baseline make its total absence on one node suspicious, however small its share. */
const KIND_OF_NOTE = 3;

/** What a node's snapshot is held against. */
export interface SuspicionContext {
  readonly baseline: Snapshot;
  /** The node it is paired with, as far as it was read. */
  readonly partner: Snapshot | undefined;
  readonly policy: Policy;
  /** Kinds that are hidden, with all that they hold, from an account that may not view them. Default: none. */
  readonly hidingKinds?: readonly string[] | undefined;
}

/**
 * Finds what looks like a half answer rather than like deletions: more artefacts of the baseline gone than the policy's
 * share, a whole kind gone, or something of a kind that is hidden from whoever may not view it. Gives the words for it, or `undefined`.
 *
 * An account whose rights were narrowed gets an empty list, not a refusal. Where one node alone lacks a small kind, that is a
 * difference between the nodes and blocks readiness as such. Where both lack it, as with one account for both nodes, it would
 * pass for a change made on both, which an approval may explain: then even the last one must be seen to have been
 * deleted, by the engine's own count or in its record of acts. Where an engine keeps no such record, or it has forgotten,
 * a person who adopts the new baseline says it.
 */
export function findSuspectExport(snapshot: Snapshot, context: SuspicionContext): string | undefined {
  const { baseline, partner, policy, hidingKinds = [] } = context;
  const here = new Set(snapshot.entries.flatMap(identitiesOf));
  const gone = baseline.entries.filter((entry) => !identitiesOf(entry).some((identity) => here.has(identity)));
  if (gone.length === 0) return undefined;
  const hidden = gone.find(({ kind }) => hidingKinds.includes(kind));
  if (hidden !== undefined) {
    return `${hidden.kind} '${hidden.name}' is not shown any more with what it holds, and whether it was deleted or hidden from the account cannot be verified`;
  }
  if (gone.length > baseline.entries.length * policy.settings.massChangeShare) {
    return `${gone.length} of ${baseline.entries.length} artefacts vanished at once${tellOthers(gone.length, snapshot, baseline)}`;
  }
  const emptied = [...groupByKind(gone)].find(([kind, entries]) => {
    if (hasKind(snapshot, kind)) return false;
    const isOnBoth = partner !== undefined && !hasKind(partner, kind);
    return (isOnBoth || entries.length >= KIND_OF_NOTE) && !isRemovalRecorded(entries, snapshot, baseline);
  });
  return emptied === undefined
    ? undefined
    : `every ${emptied[0]} vanished at once, and no record says who removed them`;
}

/** As many others in their place speak for another name, and not for a half answer; who knows that adopts them. */
function tellOthers(gone: number, snapshot: Snapshot, baseline: Snapshot): string {
  const there = new Set(baseline.entries.flatMap(identitiesOf));
  const came = snapshot.entries.filter((entry) => !identitiesOf(entry).some((identity) => there.has(identity)));
  if (came.length < gone) return "";
  return ` and ${came.length} others came in their place (as after a change of a rule pack's key: then adopt a new baseline)`;
}

/** By its key, and by the alias that stays when it is renamed. */
function identitiesOf({ kind, key, alias }: Snapshot["entries"][number]): readonly string[] {
  const own = `${kind}\0key\0${key}`;
  return alias === undefined ? [own] : [own, `${kind}\0alias\0${alias}`];
}

function groupByKind(entries: Snapshot["entries"]): Map<string, Snapshot["entries"]> {
  const groups = new Map<string, Snapshot["entries"]>();
  for (const entry of entries) groups.set(entry.kind, [...(groups.get(entry.kind) ?? []), entry]);
  return groups;
}

function hasKind(snapshot: Snapshot, kind: string): boolean {
  return snapshot.entries.some((entry) => entry.kind === kind);
}

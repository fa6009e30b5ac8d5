import canonicalize from "canonicalize";
import type { ArtefactEntry, Coverage, NodeFacts, Snapshot } from "#schemas/snapshot";
import { nameActors } from "./artefact/name-actors.js";
import { compareText } from "./text/compare-text.js";
import { digestOf } from "./text/digest.js";

export interface SnapshotParts {
  readonly engineId: string;
  readonly nodeId: string;
  readonly product: string;
  readonly dialect: string;
  readonly takenAt: string;
  readonly entries: readonly ArtefactEntry[];
  readonly facts: NodeFacts;
  readonly unread: Coverage["unread"];
}

/** Makes the snapshot of one node: entries sorted, coverage held against what the engine itself counts, one digest over it. */
export function takeSnapshot(parts: SnapshotParts): Snapshot {
  const entries = [...parts.entries].sort((a, b) => compareText(a.path, b.path));
  const kinds = countKinds(entries);
  const unread = [...parts.unread, ...missingByCount(kinds, parts.facts), ...repeatedIdentities(entries)];
  return {
    schema: "lockstep/snapshot@1",
    engineId: parts.engineId,
    nodeId: parts.nodeId,
    product: parts.product,
    dialect: parts.dialect,
    takenAt: parts.takenAt,
    digest: snapshotDigest(parts.dialect, entries),
    coverage: { complete: unread.length === 0, kinds, unread },
    facts: nameActors(parts.facts),
    entries,
  };
}

/** Digest over identity and content of every artefact and over the reader; nothing volatile enters it. */
export function snapshotDigest(dialect: string, entries: readonly ArtefactEntry[]): string {
  return digestOf(canonicalize([dialect, ...entries.map(({ kind, key, digest }) => [kind, key, digest])]) ?? "");
}

function countKinds(entries: readonly ArtefactEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entry of entries) counts[entry.kind] = (counts[entry.kind] ?? 0) + 1;
  return counts;
}

/** Fewer objects than the engine counts means narrowed rights or half an answer, never deletions. */
function missingByCount(kinds: Readonly<Record<string, number>>, facts: NodeFacts): Coverage["unread"] {
  return Object.entries(facts.counts ?? {}).flatMap(([kind, counted]) => {
    const read = kinds[kind] ?? 0;
    if (read === counted) return [];
    const message = `${read} of kind ${kind} were read, the engine counts ${counted}`;
    return [{ source: kind, code: "rights-narrowed", message }];
  });
}

/** Two different artefacts with one identity, or one folder: neither can be trusted to be the one compared. */
function repeatedIdentities(entries: readonly ArtefactEntry[]): Coverage["unread"] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const ids = [`key ${entry.kind}\0${entry.key}`, `path ${entry.path}`];
    const repeated = ids.some((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    if (!repeated) return [];
    return [
      {
        source: entry.kind,
        code: "answer-unexpected",
        message: `one identity stands for two artefacts: ${entry.path}`,
      },
    ];
  });
}

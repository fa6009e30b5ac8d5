import type { KnownItem } from "#services/ports/estate-repository";
import { listTree } from "./list-tree.js";
import { groupByArtefact } from "./load-artefacts.js";
import { parseItems } from "./provenance.js";
import { TOMBSTONE_ID } from "./purged-content.js";
import type { CommittedSnapshot } from "./read-snapshot.js";

/** The last snapshot of a node, as a source for the next one of any node of the engine. */
export interface SnapshotSource {
  readonly last: CommittedSnapshot;
  /** Digest by artefact path. */
  readonly digests: ReadonlyMap<string, string>;
  /** Blob ids of an artefact's files; read once, when first asked. */
  blobs(path: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** Tree id of an artefact's folder; read once, when first asked. */
  folder(path: string): Promise<string | undefined>;
}

/** Makes a source of a snapshot. */
export function snapshotSource(gitDir: string, last: CommittedSnapshot): SnapshotSource {
  const digests = new Map(last.manifest.entries.map(({ path, digest }) => [path, digest]));
  const blobs = once(async () => groupByArtefact(await listTree(gitDir, last.tree, "files"), digests));
  const folders = once(async () => {
    const items = await listTree(gitDir, last.tree, "folders");
    return new Map(items.map(({ path, id }) => [path, id]));
  });
  return {
    last,
    digests,
    blobs: async (path) => (await blobs()).get(path),
    folder: async (path) => (await folders()).get(path),
  };
}

/**
 * The export items that need not be parsed again. Where content was purged, a tombstone stands in a file: such an item
 * is read again, or its loss would pass for "unchanged" for ever.
 */
export async function findKnownItems(source: SnapshotSource, anyPurge: boolean): Promise<readonly KnownItem[]> {
  const items = itemsOf(source.last);
  if (!anyPurge) return items;
  const sound: KnownItem[] = [];
  for (const item of items) {
    const files = await Promise.all(item.entries.map(({ path }) => source.blobs(path)));
    if (!files.some((file) => file !== undefined && [...file.values()].includes(TOMBSTONE_ID))) sound.push(item);
  }
  return sound;
}

/** Every node of an engine asks for the items of every other: each snapshot's are parsed once. */
function itemsOf(snapshot: CommittedSnapshot): readonly KnownItem[] {
  const found =
    parsed.get(snapshot) ??
    parseItems(snapshot.itemsText, snapshot.manifest).filter(({ entries }) => entries.length > 0);
  parsed.set(snapshot, found);
  return found;
}

const parsed = new WeakMap<CommittedSnapshot, readonly KnownItem[]>();

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}

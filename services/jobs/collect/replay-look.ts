import type { CollectedLook, CollectionUpload } from "#schemas/collection-upload";
import type { Engine } from "#schemas/estate";
import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { nameActors } from "#services/core/artefact/name-actors";
import { parsePart } from "#services/core/collection/artefact-part";
import { assertCleanArtefact } from "#services/core/collection/assert-clean";
import { type CollectedItem, parseCollectedItems, parseEntries } from "#services/core/collection/look-parts";
import { LockstepError } from "#services/core/errors";
import { snapshotDigest } from "#services/core/take-snapshot";
import type { KeptLook, PartShelf } from "#services/ports/collection-store";
import type { EstateRepository, ItemProvenance, SnapshotWriter } from "#services/ports/estate-repository";

export type ReadLook = Extract<CollectedLook, { state: "read" }>;

interface ReplayContext {
  readonly repository: EstateRepository;
  readonly shelf: PartShelf;
  /** Says what is wrong with a path that is to stand in Git, or `undefined`. */
  readonly findPathFault: (path: string) => string | undefined;
}

/** Gives the parts that have to be handed in before the looks of an upload can be kept: first what was read, then what of it is not held. */
export async function findWanted(
  upload: CollectionUpload,
  engine: Engine,
  context: ReplayContext,
): Promise<readonly string[]> {
  const looks = upload.looks.filter((look) => look.state === "read");
  const lists = await context.shelf.missing(looks.flatMap(({ manifest, items }) => [manifest, items]));
  if (lists.length > 0) return lists;
  const held = await openHeld(engine, context.repository);
  const wanted: string[] = [];
  for (const { manifest } of looks) {
    const entries = parseEntries(await readPart(manifest, context));
    const unheld = entries.filter((entry) => !held.has(placeOf(entry)));
    wanted.push(...(await context.shelf.missing(unheld.map(({ digest }) => digest))));
  }
  return [...new Set(wanted)];
}

/**
 * Writes a look as if the node had been read here: paths, digests and content are checked by the writer of every snapshot, what was purged stays
 * purged, and the commit is signed with our key. What was read is taken from the parts; what is held already is kept.
 *
 * @throws LockstepError `upload-refused`, `store-unsound`, `store-conflict`
 */
export async function replayLook(
  look: ReadLook,
  upload: CollectionUpload,
  engine: Engine,
  context: ReplayContext,
): Promise<KeptLook> {
  const entries = parseEntries(await readPart(look.manifest, context));
  const items = parseCollectedItems(await readPart(look.items, context));
  for (const { path } of entries) assertOwnPlace(path, context);
  const snapshot = snapshotOf(look, upload, entries);
  const held = await openHeld(engine, context.repository);
  const { engineId, dialect, maskKeyId } = upload;
  const nodeIds = engine.nodes.map(({ id }) => id);
  const writer = await context.repository.beginSnapshot({ engineId, nodeId: look.nodeId, nodeIds, dialect, maskKeyId });
  try {
    for (const entry of entries) await putEntry(entry, held, writer, context);
    const { commit, changed } = await writer.commit(snapshot, provenanceOf(items, entries));
    return { commit, changed };
  } catch (error) {
    await writer.abandon();
    throw asRefused(error);
  }
}

/** What the writer takes for a fault of ours is, here, one of what was handed in. */
function asRefused(error: unknown): unknown {
  if (!(error instanceof LockstepError) || error.code !== "bug") return error;
  return new LockstepError("upload-refused", "The looks that were handed in contradict themselves.", { cause: error });
}

function snapshotOf(look: ReadLook, upload: CollectionUpload, entries: readonly ArtefactEntry[]): Snapshot {
  const kinds: Record<string, number> = {};
  for (const { kind } of entries) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const { complete, unread } = look.coverage;
  if (complete !== (unread.length === 0)) throw refused("says that it is whole and names what was not read");
  return {
    schema: "lockstep/snapshot@1",
    engineId: upload.engineId,
    nodeId: look.nodeId,
    product: upload.product,
    dialect: upload.dialect,
    takenAt: look.takenAt,
    digest: snapshotDigest(upload.dialect, entries),
    coverage: { complete, kinds, unread },
    facts: nameActors(look.facts),
    entries: [...entries],
  };
}

/** What the last snapshots of the engine's nodes hold, each artefact in its place. */
async function openHeld({ id, nodes }: Engine, repository: EstateRepository): Promise<ReadonlySet<string>> {
  const stores = await Promise.all(nodes.map((node) => repository.openSnapshot(id, node.id)));
  return new Set(stores.flatMap((store) => store?.snapshot.entries.map(placeOf) ?? []));
}

function placeOf({ path, digest }: ArtefactEntry): string {
  return `${digest} ${path}`;
}

async function putEntry(
  entry: ArtefactEntry,
  held: ReadonlySet<string>,
  writer: SnapshotWriter,
  context: ReplayContext,
): Promise<void> {
  if (held.has(placeOf(entry))) return await writer.keep(entry.path, entry.digest);
  const files = parsePart(await readPart(entry.digest, context), entry.digest);
  if (digestArtefact(files) !== entry.digest) throw refused("has a part of another digest");
  for (const { path } of files) assertOwnPlace(`${entry.path}/${path}`, context);
  assertCleanArtefact(files, entry);
  await writer.put(entry.path, files);
}

/** Where Lockstep keeps its own facts of a snapshot nothing else stands, in whatever case it is written. */
const OWN_PLACES = /^(provenance|manifest\.jsonl)(\/|$)/i;

function assertOwnPlace(path: string, { findPathFault }: ReplayContext): void {
  const fault = findPathFault(path) ?? (OWN_PLACES.test(path) ? "it is one of Lockstep's own" : undefined);
  if (fault !== undefined) throw refused(`names a path that is not taken: ${fault}`);
}

function provenanceOf(items: readonly CollectedItem[], entries: readonly ArtefactEntry[]): readonly ItemProvenance[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return items.map(({ entries: paths, ...item }) => {
    const named = paths.flatMap((path) => byPath.get(path) ?? []);
    if (named.length !== paths.length) throw refused("names an artefact that it does not list");
    return { ...item, entries: named };
  });
}

async function readPart(digest: string, { shelf }: ReplayContext): Promise<Uint8Array> {
  const bytes = await shelf.read(digest);
  if (bytes !== undefined) return bytes;
  throw new LockstepError("upload-refused", "A part that was handed in is gone again: send it once more.");
}

function refused(fault: string): LockstepError {
  return new LockstepError("upload-refused", `What was handed in ${fault}.`);
}

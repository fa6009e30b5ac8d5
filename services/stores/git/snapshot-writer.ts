import type { ArtefactFile } from "#schemas/artefact";
import type { Snapshot } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { TOMBSTONE } from "#services/core/artefact/is-purged";
import { LockstepError } from "#services/core/errors";
import type { ItemProvenance, KnownItem, SnapshotRef, SnapshotWriter } from "#services/ports/estate-repository";
import { assertSafePath } from "./assert-safe-path.js";
import { checkDraft } from "./check-draft.js";
import { commitSnapshot } from "./commit-snapshot.js";
import type { GitContext } from "./git-context.js";
import { MANIFEST_PATH, renderManifest } from "./manifest.js";
import { FACTS_PATH, ITEMS_PATH, isNewsOfNode, PROVENANCE_FOLDER, renderFacts, renderItems } from "./provenance.js";
import { blobId, type Purges } from "./purged-content.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import type { SnapshotSource } from "./snapshot-source.js";
import { startTreeImport, type TreeImport } from "./tree-import.js";

/** What a writer stands on. */
export interface WriterBase {
  readonly context: GitContext;
  readonly purges: Purges;
  readonly about: {
    readonly engineId: string;
    readonly nodeId: string;
    readonly dialect: string;
    readonly maskKeyId: string;
    readonly signal?: AbortSignal;
  };
  readonly own: SnapshotSource | undefined;
  readonly sisters: readonly SnapshotSource[];
  readonly known: ReadonlyMap<string, KnownItem>;
}

/**
 * Makes a writer that streams what is new into one `git fast-import`, started only when something is. Unchanged artefacts
 * stay in the parent's tree; those of a sister node are taken over as whole folders.
 */
export function createSnapshotWriter(base: WriterBase): SnapshotWriter {
  const { context, purges, about, own, sisters, known } = base;
  const written = new Set<string>();
  let started: TreeImport | undefined;
  const tree = (): TreeImport => {
    started ??= startTreeImport(context.gitDir, own?.last.commit);
    return started;
  };

  async function put(path: string, files: readonly ArtefactFile[]): Promise<void> {
    assertArtefactPath(path);
    for (const file of files) assertSafePath(`${path}/${file.path}`);
    if (files.length === 0 || new Set(files.map((file) => file.path)).size !== files.length)
      throw new LockstepError("bug", `${path} has no or double files`);
    written.add(path);
    const before = own?.digests.get(path);
    if (before !== undefined && before === digestArtefact(files)) return;
    await tree().remove(path);
    for (const file of files) await tree().file(`${path}/${file.path}`, withoutPurged(file.bytes, purges));
  }

  async function keep(path: string, digest: string): Promise<void> {
    assertArtefactPath(path);
    written.add(path);
    if (own?.digests.get(path) === digest) return;
    const sister = sisters.find(({ digests }) => digests.get(path) === digest);
    const folder = await sister?.folder(path);
    if (folder === undefined) throw new LockstepError("bug", `${path} was to be kept, but no last snapshot holds it`);
    await tree().remove(path);
    await tree().folder(path, folder);
  }

  async function commit(snapshot: Snapshot, items: readonly ItemProvenance[]): Promise<SnapshotRef> {
    checkDraft(snapshot, about, written);
    const manifest = renderManifest(snapshot);
    const facts = { ...about, coverage: snapshot.coverage, facts: snapshot.facts };
    const itemLines = renderItems(items);
    const last = own?.last;
    const unchanged =
      started === undefined &&
      last !== undefined &&
      last.manifestText === manifest &&
      !isNewsOfNode(last.facts, facts) &&
      telling(last.itemsText) === telling(itemLines);
    if (unchanged && (await findCommit(context.gitDir, observedRef(about.engineId, about.nodeId))) === last.commit) {
      return { commit: last.commit, digest: snapshot.digest, takenAt: snapshot.takenAt, changed: false };
    }
    for (const path of own?.digests.keys() ?? []) if (!written.has(path)) await tree().remove(path);
    await tree().file(MANIFEST_PATH, Buffer.from(manifest));
    await tree().file(FACTS_PATH, Buffer.from(renderFacts(facts)));
    await tree().file(ITEMS_PATH, Buffer.from(itemLines));
    const finished = await tree().finish();
    return await commitSnapshot(context, { snapshot, finished, parent: last, signal: about.signal });
  }

  return { known, put, keep, commit, abandon: async () => started?.abandon() };
}

/** The lines of items that held artefacts: answers without (a clock, a status page) differ at every look. */
function telling(items: string): string {
  return items
    .split("\n")
    .filter((line) => !line.includes('"entries":[],'))
    .join("\n");
}

function assertArtefactPath(path: string): void {
  assertSafePath(path);
  const [root = ""] = path.toLowerCase().split("/");
  if (root !== PROVENANCE_FOLDER && root !== MANIFEST_PATH) return;
  throw new LockstepError("store-unsound", "an artefact was to be written where Lockstep keeps its own facts");
}

/** Content that was purged is not written again: its tombstone and the digest of the artefact stand for it. */
function withoutPurged(bytes: Uint8Array, { blobs }: Purges): Uint8Array {
  return blobs.size > 0 && blobs.has(blobId(bytes)) ? Buffer.from(TOMBSTONE) : bytes;
}

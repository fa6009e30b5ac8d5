import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import type { EstateRepository, StoredArtefacts } from "#services/ports/estate-repository";

/** Reads the revision numbers of artefacts of one node; each snapshot is opened once, however many artefacts are asked for, and not more than forty. */
export interface RevisionReader {
  /**
   * Which revisions of an artefact the last clean and the first dirty look saw: between two looks several are one net change.
   *
   * @param lastClean `null` where there was no look before
   * @param firstDirty the commit of the snapshot that first held the change
   * @returns `undefined` where the engine stamps none
   */
  read(path: string, lastClean: string | null, firstDirty: string): Promise<ChangeFacts["revisions"]>;
}

/** More snapshots than these are not opened for it: after years without a look back each finding may ask for two others. */
const MAX_OPENED = 40;
/** Where products stamp the number of a revision. */
const STAMPS = ["revision", "version"];

export function createRevisionReader(
  repository: EstateRepository,
  { engineId, nodeId }: { engineId: string; nodeId: string },
): RevisionReader {
  const opened = new Map<string, Promise<StoredArtefacts | undefined>>();
  async function once(
    name: string,
    open: () => Promise<StoredArtefacts | undefined>,
  ): Promise<StoredArtefacts | undefined> {
    const known = opened.get(name);
    if (known !== undefined || opened.size >= MAX_OPENED) return await known;
    const found = open();
    opened.set(name, found);
    return await found;
  }
  return {
    async read(path, lastClean, firstDirty) {
      const clean =
        lastClean === null
          ? undefined
          : await once(lastClean, () => repository.openSnapshot(engineId, nodeId, { instant: lastClean }));
      const dirty = await once(firstDirty, () => repository.openSnapshotCommit(firstDirty));
      const [before, after] = [revisionIn(clean, path), revisionIn(dirty, path)];
      return before === null && after === null ? undefined : { before, after };
    },
  };
}

function revisionIn(stored: StoredArtefacts | undefined, path: string): string | null {
  const stamps = stored?.stampsOf?.(path) ?? {};
  return STAMPS.flatMap((name) => stamps[name] ?? [])[0] ?? null;
}

import type { EstateRepository, KnownItem, SnapshotWriter } from "#services/ports/estate-repository";
import type { GitContext } from "./git-context.js";
import type { Purges } from "./purged-content.js";
import { readSnapshot } from "./read-snapshot.js";
import { findKnownItems, type SnapshotSource, snapshotSource } from "./snapshot-source.js";
import { createSnapshotWriter } from "./snapshot-writer.js";
import { findTrustedHead } from "./trusted-head.js";

/** Opens a writer on top of the last snapshot of a node, with what its sister nodes already hold at hand. */
export async function beginSnapshot(
  context: GitContext,
  purges: Purges,
  about: Parameters<EstateRepository["beginSnapshot"]>[0],
): Promise<SnapshotWriter> {
  const { engineId, nodeId, nodeIds } = about;
  const own = await findSource(context, engineId, nodeId);
  const sisterIds = nodeIds.filter((id) => id !== nodeId);
  const sisters = (await Promise.all(sisterIds.map((id) => findSource(context, engineId, id)))).filter(
    (source) => source !== undefined,
  );
  const sources = [...(own === undefined ? [] : [own]), ...sisters];
  const known = await findKnown(
    sources.filter((source) => isComparable(source, about)),
    purges,
  );
  return createSnapshotWriter({ context, purges, about, own, sisters, known });
}

/** What an earlier snapshot holds is taken over unread, so it must be one of ours. @throws LockstepError `store-unsound` */
async function findSource(context: GitContext, engineId: string, nodeId: string): Promise<SnapshotSource | undefined> {
  const commit = await findTrustedHead(context, engineId, nodeId);
  if (commit === undefined) return undefined;
  return snapshotSource(context.gitDir, await readSnapshot(context.gitDir, commit));
}

function isComparable({ last }: SnapshotSource, about: { dialect: string; maskKeyId: string }): boolean {
  return last.manifest.dialect === about.dialect && last.facts.maskKeyId === about.maskKeyId;
}

async function findKnown(sources: readonly SnapshotSource[], purges: Purges): Promise<ReadonlyMap<string, KnownItem>> {
  const known = new Map<string, KnownItem>();
  for (const source of sources) {
    for (const item of await findKnownItems(source, purges.blobs.size > 0)) {
      if (!known.has(item.rawDigest)) known.set(item.rawDigest, item);
    }
  }
  return known;
}

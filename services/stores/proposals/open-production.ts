import type { ChangeProposal } from "#schemas/change-proposal";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { isPurged } from "#services/core/artefact/is-purged";
import { LockstepError } from "#services/core/errors";
import type { GitContext } from "#services/stores/git/git-context";
import { listTree } from "#services/stores/git/list-tree";
import { loadArtefacts } from "#services/stores/git/load-artefacts";
import { type CommittedSnapshot, readSnapshot } from "#services/stores/git/read-snapshot";
import { resolveStoredCommit } from "#services/stores/git/resolve-stored-commit";
import { verifyCommits } from "#services/stores/git/verify-commits";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import type { Replacement } from "./plan-replacements.js";

/**
 * Opens the snapshot that a proposal shows, and proves that Lockstep made it.
 *
 * @throws LockstepError `proposal-stale` where it is not the one that the proposal says, `store-unsound`
 */
export async function openProduction(
  context: GitContext,
  ledger: GitLedger,
  { engineId, production }: ChangeProposal,
): Promise<CommittedSnapshot> {
  const commit = await resolveStoredCommit(context.gitDir, ledger, production.commit);
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted !== true) {
    throw new LockstepError("store-unsound", `the snapshot ${commit} ${signature?.fault ?? "is not signed"}`);
  }
  const source = await readSnapshot(context.gitDir, commit);
  const { snapshot } = source;
  const isIt =
    snapshot.engineId === engineId && snapshot.nodeId === production.nodeId && snapshot.digest === production.digest;
  if (isIt) return source;
  throw new LockstepError("proposal-stale", `The snapshot ${commit} is not the one that the proposal shows.`);
}

/**
 * The folders that are to stand in the baseline, by path: each whole, and as its entry says.
 *
 * @throws LockstepError `content-purged`, `store-unsound`
 */
export async function findProducedFolders(
  gitDir: string,
  source: CommittedSnapshot,
  replacements: readonly Replacement[],
): Promise<ReadonlyMap<string, string>> {
  const entries = replacements.flatMap(({ after }) => after ?? []);
  const paths = entries.map(({ path }) => path);
  const files = await loadArtefacts(gitDir, source.tree, paths);
  for (const { path, digest } of entries) {
    const found = files.get(path) ?? [];
    if (isPurged(found)) throw new LockstepError("content-purged", `Content of ${path} was purged from its snapshot.`);
    if (digestArtefact(found) === digest) continue;
    throw new LockstepError("store-unsound", `${path} in the snapshot ${source.commit} is not what its entry says`);
  }
  const folders = new Map<string, string>();
  for (let start = 0; start < paths.length; start += SLICE) {
    for (const item of await listTree(gitDir, source.tree, "items", paths.slice(start, start + SLICE))) {
      if (item.type === "tree") folders.set(item.path, item.id);
    }
  }
  return folders;
}

/** So many paths stand on a command line. */
const SLICE = 100;

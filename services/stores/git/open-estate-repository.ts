import type { EstateRepository, StoredArtefacts } from "#services/ports/estate-repository";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { adoptBaseline } from "./adopt-baseline.js";
import { listArtefactHistory } from "./artefact-history.js";
import { beginSnapshot } from "./begin-snapshot.js";
import { changeGoverned } from "./change-governed.js";
import { findBranchFault } from "./find-branch-fault.js";
import { findNewestVersions } from "./find-newest-versions.js";
import { findSnapshot } from "./find-snapshot.js";
import type { GitContext } from "./git-context.js";
import { closeKeptReader } from "./kept-reader.js";
import { listGovernedCommits } from "./list-governed-commits.js";
import { listMainVersions } from "./list-main-versions.js";
import { loadArtefacts } from "./load-artefacts.js";
import { isMaintenanceDue, maintainStore } from "./maintain-store.js";
import { openBaseline, openBaselineAt } from "./open-baseline.js";
import { type PurgeRequest, purgeContent } from "./purge-content.js";
import { readPurges } from "./purged-content.js";
import { readGoverned } from "./read-governed.js";
import { readOwnersFile } from "./read-owners-file.js";
import { readSnapshot } from "./read-snapshot.js";
import { resolveStoredCommit } from "./resolve-stored-commit.js";
import { rewriteBaseline } from "./rewrite-baseline.js";
import { stampsOf } from "./stamps-of.js";

/** The estate repository with what only its keeper does. */
export interface EstateStore extends EstateRepository {
  /** Takes leaked content out of every reference Lockstep owns. No writer should be at work meanwhile. */
  purge(request: PurgeRequest): ReturnType<typeof purgeContent>;
  /** Tidies up and refreshes the commit graph; every hour a snapshot does so by itself. */
  maintain(): Promise<void>;
}

/** Opens the estate repository in a bare Git repository. The ledger proves its baselines and knows what was purged. */
export function openEstateRepository(context: GitContext, ledger: GitLedger): EstateStore {
  const { gitDir } = context;

  async function openCommit(commit: string): Promise<StoredArtefacts> {
    const committed = await readSnapshot(gitDir, commit);
    const { snapshot, tree } = committed;
    return {
      commit,
      snapshot,
      load: (paths) => loadArtefacts(gitDir, tree, paths),
      stampsOf: (path) => stampsOf(committed, path),
    };
  }

  return {
    governed: () => readGoverned(gitDir),
    versionsOf: (path) => listMainVersions(gitDir, path),
    governedAt: async (commit) => readGoverned(gitDir, await resolveStoredCommit(gitDir, ledger, commit)),
    governedCommits: async (from, to) =>
      listGovernedCommits(gitDir, await resolveStoredCommit(gitDir, ledger, from), to),
    async beginSnapshot(about) {
      // Beside the read of the engine, which takes longer; a failure here must not cost a snapshot.
      const tidied = tidyUp(gitDir).catch(() => undefined);
      const writer = await beginSnapshot(context, await readPurges(ledger), about);
      return {
        ...writer,
        commit: async (snapshot, items) => (await Promise.all([writer.commit(snapshot, items), tidied]))[0],
        abandon: async () => void (await Promise.all([writer.abandon(), tidied])),
      };
    },
    async openSnapshot(engineId, nodeId, at) {
      const commit = await findSnapshot(context, engineId, nodeId, at);
      return commit === undefined ? undefined : await openCommit(commit);
    },
    findBranchFault: (branch, commits) => findBranchFault(gitDir, ledger, branch, commits),
    openSnapshotCommit: async (commit) => openCommit(await resolveStoredCommit(gitDir, ledger, commit)),
    openBaseline: (engineId) => openBaseline(gitDir, ledger, engineId),
    openBaselineCommit: async (engineId, commit) =>
      openBaselineAt(gitDir, engineId, await resolveStoredCommit(gitDir, ledger, commit)),
    adoptBaseline: (adoption) => adoptBaseline(context, ledger, adoption),
    readOwnersFile: (path) => readOwnersFile(gitDir, path),
    changeGoverned: (change) => changeGoverned(context, change),
    rewriteBaseline: (rewriting) => rewriteBaseline(context, ledger, rewriting),
    history: (engineId, nodeId, path) => listArtefactHistory(gitDir, engineId, nodeId, path),
    newestVersions: (engineId, nodeId, paths) => findNewestVersions(gitDir, engineId, nodeId, paths),
    purge: (request) => purgeContent(context, ledger, request).finally(() => closeKeptReader(gitDir)),
    maintain: () => maintainStore(gitDir),
  };
}

async function tidyUp(gitDir: string): Promise<void> {
  if (await isMaintenanceDue(gitDir)) await maintainStore(gitDir);
}

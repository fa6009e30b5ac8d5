import type { ChangeProposal } from "#schemas/change-proposal";
import type { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import type { GitContext } from "#services/stores/git/git-context";
import { openBaselineAt } from "#services/stores/git/open-baseline";
import { resolveStoredCommit } from "#services/stores/git/resolve-stored-commit";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { findProducedFolders, openProduction } from "./open-production.js";
import { planReplacements, type Replacement } from "./plan-replacements.js";

/** What a proposal does to a baseline. */
export interface PlannedMove {
  readonly replacements: readonly Replacement[];
  /** By artefact path, the tree that is to stand there. */
  readonly folders: ReadonlyMap<string, string>;
  /** The commit of the snapshot, as it stands now. */
  readonly snapshotCommit: string;
}

/**
 * Holds a proposal against the baseline in force, and finds what takes the place of what.
 *
 * @throws LockstepError `proposal-stale`, `content-purged`, `store-unsound`
 */
export async function planMove(
  context: GitContext,
  ledger: GitLedger,
  proposal: ChangeProposal,
  now: Pick<Snapshot, "dialect" | "entries">,
): Promise<PlannedMove> {
  const { engineId, baseline } = proposal;
  const source = await openProduction(context, ledger, proposal);
  const earlier = await openEarlier(context, ledger, engineId, baseline.commit);
  if (earlier?.digest !== baseline.digest) throw stale("the baseline that it was made on is not there any more");
  if (source.snapshot.dialect !== now.dialect) throw stale("baseline and snapshot were made by different readers");
  const replacements = planReplacements(proposal, {
    now: now.entries,
    earlier: earlier.entries,
    production: source.snapshot.entries,
  });
  const folders = await findProducedFolders(context.gitDir, source, replacements);
  return { replacements, folders, snapshotCommit: source.commit };
}

async function openEarlier(
  { gitDir }: GitContext,
  ledger: GitLedger,
  engineId: string,
  commit: string,
): Promise<Snapshot | undefined> {
  try {
    const stored = await openBaselineAt(gitDir, engineId, await resolveStoredCommit(gitDir, ledger, commit));
    return stored?.snapshot;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "selector-unknown") return undefined;
    throw error;
  }
}

function stale(problem: string): LockstepError {
  return new LockstepError("proposal-stale", `The proposal no longer fits: ${problem}.`);
}

import type { LedgerRecord } from "#schemas/ledger-record";
import type { ArtefactEntry, Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { snapshotDigest } from "#services/core/take-snapshot";
import type { StoredBaseline } from "#services/ports/estate-repository";
import type { ProposalAdoption } from "#services/ports/proposal-store";
import { findFolder } from "#services/stores/git/commit-baseline";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { MANIFEST_PATH, renderManifest, sortEntries } from "#services/stores/git/manifest";
import { openBaseline } from "#services/stores/git/open-baseline";
import { baselineFolder, MAIN_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { swapRefs } from "#services/stores/git/swap-refs";
import { type FinishedTree, startTreeImport } from "#services/stores/git/tree-import";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { adoptionMessage } from "./adoption-message.js";
import { adoptedProposal, findAdoption } from "./find-adoption.js";
import { moveArtefacts } from "./move-artefacts.js";
import { type PlannedMove, planMove } from "./plan-move.js";
import { replaceEntries } from "./plan-replacements.js";
import { undecidedRef } from "./record-decision.js";

/**
 * Commits the baseline with the artefacts of a proposal on `main`, in one transaction with the record that approves exactly that tree.
 * Gives the record; the one of another process where that came first.
 *
 * @throws LockstepError `proposal-stale`, `baseline-unproven`, `store-conflict`
 */
export async function moveBaseline(
  context: GitContext,
  ledger: GitLedger,
  adoption: ProposalAdoption,
): Promise<LedgerRecord> {
  return await retrySwap("main", async () => {
    const known = await findAdoption(ledger, adoption.proposal);
    if (known !== undefined) return known;
    // Read before the baseline: where main moves meanwhile the swap fails, and all is made anew.
    const head = await findCommit(context.gitDir, MAIN_REF);
    if (head === undefined) throw new LockstepError("estate-not-found", "the estate repository has no main branch");
    const baseline = await openProven(context, ledger, adoption.proposal.engineId);
    const move = await planMove(context, ledger, adoption.proposal, baseline.snapshot);
    const snapshot = moveSnapshot(baseline.snapshot, move, adoption);
    const finished = await importBaseline(context, head, { adoption, snapshot, move });
    return await appendAdoption(context, ledger, { adoption, head, snapshot, move, finished });
  });
}

/** What nobody approved must not be approved with the rest: the record is of the whole tree. */
async function openProven({ gitDir }: GitContext, ledger: GitLedger, engineId: string): Promise<StoredBaseline> {
  const baseline = await openBaseline(gitDir, ledger, engineId);
  if (baseline === undefined) {
    throw new LockstepError("proposal-stale", `The proposal no longer fits: ${engineId} has no baseline.`);
  }
  if ("record" in baseline.approval) return baseline;
  throw new LockstepError("baseline-unproven", `${engineId}: ${baseline.approval.unproven}`);
}

/** The baseline with the artefacts in their places; it is as new as the newest look that is in it. */
function moveSnapshot(before: Snapshot, { replacements }: PlannedMove, { proposal }: ProposalAdoption): Snapshot {
  const entries: readonly ArtefactEntry[] = sortEntries([...replaceEntries(before.entries, replacements)]);
  const { nodeId, takenAt } = proposal.production.takenAt > before.takenAt ? proposal.production : before;
  return { ...before, nodeId, takenAt, entries: [...entries], digest: snapshotDigest(before.dialect, entries) };
}

async function importBaseline(
  { gitDir }: GitContext,
  head: string,
  {
    adoption: { proposal },
    snapshot,
    move,
  }: { readonly adoption: ProposalAdoption; readonly snapshot: Snapshot; readonly move: PlannedMove },
): Promise<FinishedTree> {
  const tree = startTreeImport(gitDir, head);
  try {
    await moveArtefacts(tree, proposal.engineId, move);
    const manifest = `${baselineFolder(proposal.engineId)}/${MANIFEST_PATH}`;
    await tree.file(manifest, Buffer.from(renderManifest(snapshot)));
    return await tree.finish();
  } catch (error) {
    await tree.abandon();
    throw error;
  }
}

async function appendAdoption(
  context: GitContext,
  ledger: GitLedger,
  made: {
    readonly adoption: ProposalAdoption;
    readonly head: string;
    readonly snapshot: Snapshot;
    readonly move: PlannedMove;
    readonly finished: FinishedTree;
  },
): Promise<LedgerRecord | undefined> {
  const { adoption, head, snapshot, finished } = made;
  const { proposal, decision, ticketFound, at } = adoption;
  const { engineId } = proposal;
  const message = adoptionMessage(proposal, decision, { ...snapshot, artefacts: snapshot.entries.length });
  const commit = await commitTree(context, { tree: finished.tree, parents: [head], message, at });
  const approver = (await approversOf(decision, context)).join(", ") || decision.decidedBy;
  const body = {
    ...{ engineId, nodeId: snapshot.nodeId, commit },
    tree: await findFolder(context.gitDir, finished.commit, baselineFolder(engineId)),
    ...{ digest: snapshot.digest, dialect: snapshot.dialect, snapshotCommit: made.move.snapshotCommit },
    ...{ approver, ticket: decision.ticket },
    ...(ticketFound === undefined ? {} : { ticketFound }),
    reviewed: true,
    proposal: adoptedProposal(proposal),
  };
  const temporary = { ref: finished.ref, from: finished.commit, to: null };
  const refs = [
    { ref: MAIN_REF, from: head, to: commit },
    { ref: undecidedRef(commit), from: null, to: commit },
    temporary,
  ];
  try {
    return await ledger.appendWith({ type: "baseline-adopted", actor: approver, at, body }, { refs });
  } catch (error) {
    await swapRefs(context.gitDir, [temporary]);
    if (error instanceof LockstepError && error.code === "store-conflict") return undefined;
    throw error;
  }
}

/** Each for himself: of a list in one text nobody could be taken out. */
async function approversOf(
  { approvers }: ProposalAdoption["decision"],
  { sealPerson }: GitContext,
): Promise<readonly string[]> {
  return await Promise.all(approvers.map(async ({ name }) => (await sealPerson?.(name, "approver")) ?? name));
}

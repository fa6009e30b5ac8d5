import { LockstepError } from "#services/core/errors";
import type { ProposalDraft, StoredProposal } from "#services/ports/proposal-store";
import { assertSafePath } from "#services/stores/git/assert-safe-path";
import { commitTree } from "#services/stores/git/commit-tree";
import type { GitContext } from "#services/stores/git/git-context";
import { openBaselineAt } from "#services/stores/git/open-baseline";
import { MAIN_REF, proposalRef, reviewFolder } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { retrySwap } from "#services/stores/git/retry-swap";
import { runGitLine } from "#services/stores/git/run-git";
import { swapRefs } from "#services/stores/git/swap-refs";
import { type FinishedTree, startTreeImport } from "#services/stores/git/tree-import";
import { verifyCommits } from "#services/stores/git/verify-commits";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { moveArtefacts } from "./move-artefacts.js";
import { PROPOSAL_FILE, printProposal } from "./parse-proposal.js";
import { type PlannedMove, planMove } from "./plan-move.js";
import { proposalMessage } from "./proposal-message.js";
import { readProposal } from "./read-proposal.js";

/**
 * Writes the branch of a proposal: one signed commit on top of `main`, or none where it stands there already.
 *
 * @throws LockstepError `proposal-stale`, `reference-blocked` where a commit stands on the branch that Lockstep did not sign,
 * `estate-not-found`, `store-conflict`, `store-unsound`, `key-missing`
 */
export async function writeProposal(
  context: GitContext,
  ledger: GitLedger,
  draft: ProposalDraft,
): Promise<StoredProposal> {
  const { engineId, key } = draft.proposal;
  const ref = proposalRef(engineId, key);
  return await retrySwap(`the branch of the proposal ${key}`, async () => {
    const base = await findCommit(context.gitDir, MAIN_REF);
    if (base === undefined) throw new LockstepError("estate-not-found", "the estate repository has no main branch");
    const head = await findOwnHead(context, ref);
    const finished = await importProposal(context, ledger, base, draft);
    const temporary = { ref: finished.ref, from: finished.commit, to: null };
    const standing = head === undefined ? undefined : await readProposal(context, head);
    if (standing?.base === base && (await treeOf(context, standing.commit)) === finished.tree) {
      await swapRefs(context.gitDir, [temporary]);
      return standing;
    }
    const message = proposalMessage(draft.proposal);
    const commit = await commitTree(context, { tree: finished.tree, parents: [base], message, at: draft.at });
    const outcome = await swapRefs(context.gitDir, [{ ref, from: head ?? null, to: commit }, temporary]);
    if (outcome === "done") return await reread(context, commit);
    await swapRefs(context.gitDir, [temporary]);
    return undefined;
  });
}

/** What stands on the branch: Lockstep's own may be replaced, a person's work may not. */
async function findOwnHead(context: GitContext, ref: string): Promise<string | undefined> {
  const head = await findCommit(context.gitDir, ref);
  if (head === undefined) return undefined;
  const [signature] = await verifyCommits(context, [head]);
  if (signature?.trusted === true) return head;
  const message = `the newest commit of '${ref}' ${signature?.fault ?? "is not signed"}: look at it, then remove the branch`;
  throw new LockstepError("reference-blocked", message);
}

async function importProposal(
  context: GitContext,
  ledger: GitLedger,
  base: string,
  draft: ProposalDraft,
): Promise<FinishedTree> {
  const { proposal } = draft;
  const files = filesOf(draft);
  const move = proposal.kind === "adopt" ? await planOn(context, ledger, base, draft) : undefined;
  const tree = startTreeImport(context.gitDir, base);
  try {
    if (move !== undefined) await moveArtefacts(tree, proposal.engineId, move);
    await tree.remove(reviewFolder(proposal.engineId, proposal.key));
    for (const { path, text } of files) await tree.file(path, Buffer.from(text));
    return await tree.finish();
  } catch (error) {
    await tree.abandon();
    throw error;
  }
}

async function planOn(
  context: GitContext,
  ledger: GitLedger,
  base: string,
  { proposal }: ProposalDraft,
): Promise<PlannedMove> {
  const now = await openBaselineAt(context.gitDir, proposal.engineId, base);
  if (now === undefined) {
    throw new LockstepError("proposal-stale", `The proposal no longer fits: ${proposal.engineId} has no baseline.`);
  }
  return await planMove(context, ledger, proposal, now.snapshot);
}

function filesOf({ proposal, files }: ProposalDraft): ProposalDraft["files"] {
  const folder = reviewFolder(proposal.engineId, proposal.key);
  const all = [{ path: PROPOSAL_FILE, text: printProposal(proposal) }, ...files];
  if (new Set(all.map(({ path }) => path.toLowerCase())).size !== all.length) {
    throw new LockstepError("bug", "two files of a proposal have one name");
  }
  return all.map(({ path, text }) => {
    assertSafePath(`${folder}/${path}`);
    return { path: `${folder}/${path}`, text };
  });
}

function treeOf({ gitDir }: GitContext, commit: string): Promise<string> {
  return runGitLine(gitDir, ["rev-parse", "--verify", `${commit}^{tree}`]);
}

async function reread(context: GitContext, commit: string): Promise<StoredProposal> {
  const stored = await readProposal(context, commit);
  if (stored !== undefined) return stored;
  throw new LockstepError("bug", "a proposal was written that does not read as one");
}

import type { StoredProposal } from "#services/ports/proposal-store";
import { listCommits } from "#services/stores/git/commit-history";
import type { GitContext } from "#services/stores/git/git-context";
import { readObjects } from "#services/stores/git/read-objects";
import { proposalRef, reviewFolder } from "#services/stores/git/refs";
import { verifyCommits } from "#services/stores/git/verify-commits";
import { PROPOSAL_FILE, parseProposal } from "./parse-proposal.js";
import { parseProposalTrailers } from "./proposal-message.js";

/**
 * Reads the proposal of a commit that is there; `undefined` where Lockstep did not sign it, or where message and file do not say
 * the same.
 *
 * @throws LockstepError `key-missing`, `store-unsound`
 */
export async function readProposal(context: GitContext, commit: string): Promise<StoredProposal | undefined> {
  const [signature] = await verifyCommits(context, [commit]);
  if (signature?.trusted !== true) return undefined;
  const [note] = await listCommits(context.gitDir, ["--max-count=1", commit, "--"]);
  const trailers = parseProposalTrailers(note?.message ?? "");
  const [base, ...others] = note?.parents ?? [];
  if (note === undefined || trailers === undefined || base === undefined || others.length > 0) return undefined;
  const { engineId, key } = trailers;
  const [file] = await readObjects(context.gitDir, [`${commit}:${reviewFolder(engineId, key)}/${PROPOSAL_FILE}`]);
  const proposal = file?.type === "blob" ? parseProposal(file.bytes.toString("utf8")) : undefined;
  if (proposal === undefined) return undefined;
  const agrees =
    proposal.engineId === engineId &&
    proposal.key === key &&
    proposal.kind === trailers.kind &&
    proposal.digest === trailers.digest;
  if (!agrees) return undefined;
  const branch = proposalRef(engineId, key).slice("refs/heads/".length);
  return { branch, commit, base, proposal, at: new Date(note.at).toISOString() };
}

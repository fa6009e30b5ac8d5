import type { ChangeProposal } from "#schemas/change-proposal";
import { LockstepError } from "#services/core/errors";
import { branchOf } from "#services/core/review/branch-of";
import type { StoredProposal } from "#services/ports/proposal-store";
import type { ReviewContext } from "./review-context.js";

/** What stands beside the change on a proposal's branch: forges show Markdown, and the source of a page. */
const REPORT = "report.md";
const PAGE = "report.html";

/**
 * Writes a proposal's branch and brings it to the forge, from where the forge is known to hold it. Killed in between, the next
 * run finds the branch as it is and goes on from there.
 *
 * @throws LockstepError `forge-unavailable` where the forge did not take the branch
 */
export async function publishBranch(
  proposal: ChangeProposal,
  onForge: ReadonlyMap<string, string>,
  context: ReviewContext,
): Promise<StoredProposal> {
  const stored = await context.proposals.write({
    proposal,
    files: [
      { path: PAGE, text: context.texts.page(proposal) },
      { path: REPORT, text: context.texts.report(proposal) },
    ],
    at: context.now().toISOString(),
  });
  await bring({ branch: stored.branch, from: onForge.get(stored.branch) ?? null, to: stored.commit }, context);
  return stored;
}

/** Moves one branch of the forge. @throws LockstepError `forge-unavailable` */
export async function bring(
  update: { readonly branch: string; readonly from: string | null; readonly to: string | null },
  { remote, session }: ReviewContext,
): Promise<void> {
  if (update.from === update.to) return;
  const [outcome] = await remote.push(session.remote, [update]);
  if (outcome?.outcome === "done") return;
  const why = outcome?.outcome === "moved" ? "somebody moved it meanwhile" : (outcome?.message ?? "it gave no reason");
  throw new LockstepError("forge-unavailable", `The forge did not take the branch ${update.branch}: ${why}.`);
}

/** What the body of a review says now. */
export function bodyOf(proposal: ChangeProposal, { session, texts }: ReviewContext): string {
  const folder = `reviews/${proposal.engineId}/${proposal.key}`;
  return texts.body(proposal, {
    maxCharacters: session.abilities.bodyMax,
    reportUrl: session.fileUrl(branchOf(proposal), `${folder}/${REPORT}`),
    pageUrl: session.fileUrl(branchOf(proposal), `${folder}/${PAGE}`),
  });
}

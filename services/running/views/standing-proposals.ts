import type { ProposalView } from "#schemas/api/proposal-view";
import { byUrgency } from "#services/core/proposal/by-urgency";
import { summariseProposal } from "#services/core/views/summarise-proposal";
import { shownTitle } from "#services/reports/review/proposal-title";
import type { ViewSources } from "#services/running/views/view-sources";

type Sources = Pick<ViewSources, "proposals" | "reviews" | "app">;

/**
 * Lists the proposals that wait for a decision, the most urgent first; with the review of each, where reviews are kept beside the estate. The
 * branch of one that was decided stands until the next check.
 */
export async function listStandingProposals({ proposals, reviews, app }: Sources): Promise<readonly ProposalView[]> {
  const kept = await reviews.list();
  const standing = (await proposals.list()).toSorted((a, b) => byUrgency(a.proposal, b.proposal));
  const decided = await readDecidedCommits(app.ledger);
  return standing.flatMap(({ branch, commit, proposal, at }) => {
    const review = kept.findLast((one) => one.branch === branch && one.state === "open") ?? null;
    if (review === null && decided.has(commit)) return [];
    const about = { number: review?.number ?? null, title: shownTitle(proposal), openedAt: review?.openedAt ?? at };
    const view: ProposalView = {
      schema: "lockstep/proposal-view@1",
      summary: summariseProposal(proposal, about),
      proposal,
      review,
    };
    return [view];
  });
}

/** What stands on a branch was decided lately, or not at all. */
const DECISIONS = 500;

async function readDecidedCommits(ledger: ViewSources["app"]["ledger"]): Promise<ReadonlySet<unknown>> {
  const commits = new Set<unknown>();
  for await (const { body } of ledger.records({ type: "review-decided", limit: DECISIONS }))
    commits.add(body["commit"]);
  return commits;
}

/** Finds the one that a person means: by number, by key, or by how its key begins; `undefined` where none or several are meant. */
export async function findProposal(name: string, sources: Sources): Promise<ProposalView | undefined> {
  const standing = await listStandingProposals(sources);
  const exact = standing.filter(({ summary }) => name === String(summary.number) || name === summary.key);
  const found =
    exact.length > 0 ? exact : standing.filter(({ summary }) => name !== "" && summary.key.startsWith(name));
  return found.length === 1 ? found[0] : undefined;
}

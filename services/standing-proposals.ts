import type { ProposalView } from "#schemas/api/proposal-view";
import { byUrgency } from "./core/proposal/by-urgency.js";
import { summariseProposal } from "./core/views/summarise-proposal.js";
import { shownTitle } from "./reports/review/proposal-title.js";
import type { ViewSources } from "./view-sources.js";

type Sources = Pick<ViewSources, "proposals" | "reviews">;

/** Lists the proposals that stand on branches, the most urgent first; with the review of each, where reviews are kept beside the estate. */
export async function listStandingProposals({ proposals, reviews }: Sources): Promise<readonly ProposalView[]> {
  const kept = await reviews.list();
  const standing = (await proposals.list()).toSorted((a, b) => byUrgency(a.proposal, b.proposal));
  return standing.map(({ branch, proposal, at }) => {
    const review = kept.findLast((one) => one.branch === branch && one.state === "open") ?? null;
    const about = { number: review?.number ?? null, title: shownTitle(proposal), openedAt: review?.openedAt ?? at };
    return {
      schema: "lockstep/proposal-view@1",
      summary: summariseProposal(proposal, about),
      proposal,
      review,
    };
  });
}

/** Finds the one that a person means: by number, by key, or by how its key begins; `undefined` where none or several are meant. */
export async function findProposal(name: string, sources: Sources): Promise<ProposalView | undefined> {
  const standing = await listStandingProposals(sources);
  const exact = standing.filter(({ summary }) => name === String(summary.number) || name === summary.key);
  const found =
    exact.length > 0 ? exact : standing.filter(({ summary }) => name !== "" && summary.key.startsWith(name));
  return found.length === 1 ? found[0] : undefined;
}

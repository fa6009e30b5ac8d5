import type { CabItem, CabPack } from "#schemas/cab-pack";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { EngineReport } from "#schemas/check-report";
import type { Estate } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { byUrgency } from "#services/core/proposal/by-urgency";
import { branchOf } from "#services/core/review/branch-of";
import { proposeForEngines } from "./propose-for-engines.js";
import { type KnownReview, readReviews } from "./read-reviews.js";
import type { ReviewPass } from "./review-pass.js";
import { sortOutReports } from "./sort-out-reports.js";

/** What an agenda is drawn up of. */
export interface Agenda {
  readonly estate: Pick<Estate, "estate" | "organisation">;
  /** A day, YYYY-MM-DD. */
  readonly meeting: string;
  readonly at: string;
  readonly reports: readonly EngineReport[];
}

/**
 * Draws up what a meeting has to decide, by the last verdicts. It decides and asks for nothing itself, and needs no forge: where one
 * can be asked, each point says in which review it stands.
 */
export async function drawUpAgenda({ estate, meeting, at, reports }: Agenda, pass: ReviewPass): Promise<CabPack> {
  const { byTicket: _nothingMoves, ...engines } = pass.engines;
  const { current } = await sortOutReports(reports, pass.guarded.repository);
  const { wanted } = await proposeForEngines(current, engines);
  const reviews = await findReviews(pass);
  return {
    schema: "lockstep/cab-pack@1",
    estate: estate.estate,
    organisation: estate.organisation ?? null,
    meeting,
    at,
    items: wanted.toSorted(byUrgency).map((proposal) => itemOf(proposal, reviews)),
  };
}

/** Open reviews; those of a forge that cannot be asked are not known, and the agenda says so point by point. */
async function findReviews(pass: ReviewPass): Promise<readonly KnownReview[] | LockstepError> {
  try {
    const context = await pass.open();
    try {
      return (await readReviews(context)).filter(({ review }) => review.state === "open");
    } finally {
      await context.session.close();
    }
  } catch (error) {
    if (error instanceof LockstepError && error.code !== "aborted") return error;
    throw error;
  }
}

function itemOf(proposal: ChangeProposal, reviews: readonly KnownReview[] | LockstepError): CabItem {
  const nowhere = { number: null, url: null };
  if (reviews instanceof LockstepError) return { proposal, state: "unavailable", because: reviews.message, ...nowhere };
  const found = reviews.find(({ review }) => review.branch === branchOf(proposal));
  if (found === undefined) {
    return { proposal, state: "limit-reached", because: "No review was opened for it yet.", ...nowhere };
  }
  const { number, url } = found.review;
  const place = { number, url: /^https?:/.test(url) ? url : null };
  if (found.stored === undefined) {
    return { proposal, state: "hands-off", because: "A commit that is not Lockstep's stands on its branch.", ...place };
  }
  const isSame = found.stored.proposal.digest === proposal.digest;
  const because = isSame
    ? "Its review shows these very changes."
    : "Its review shows earlier changes: run a check first.";
  return { proposal, state: isSame ? "unchanged" : "updated", because, ...place };
}

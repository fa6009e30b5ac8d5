import type { CabPack } from "#schemas/cab-pack";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { EngineReport } from "#schemas/check-report";
import type { ReviewReport } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_REVIEW } from "#services/core/policy/default-policy";
import { closeReview, giveOpinion, mergeReview } from "#services/forges/local/decide";
import { decideReview, type ReviewDecided, type ReviewVerdict } from "#services/jobs/review/decide-review";
import { drawUpAgenda } from "#services/jobs/review/draw-up-agenda";
import { findOpenReview } from "#services/jobs/review/find-open-review";
import { type Protected, protectRepository } from "#services/jobs/review/protect-repository";
import { beginReviews } from "#services/jobs/review/review-pass";
import type { DecisionContext } from "#services/reports/review/describe-decision";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { type ReviewParts, reviewPassOf } from "./review-estate.js";
import { askedOf } from "./review-texts.js";

/** What a person does with proposals, beside what every check does with them. */
export interface ReviewDesk {
  /** Who is asked, and where. */
  readonly asked: DecisionContext;
  /** Settles what was decided, asks for what there is to decide by the last verdicts, and tells how all of it stands. */
  keep(): Promise<ReviewReport>;
  /** The proposal in an open review. @throws LockstepError `proposal-unknown` */
  show(name: string): Promise<{ readonly proposal: ChangeProposal; readonly number: number; readonly url: string }>;
  /** On an estate without a Git host. @throws LockstepError `usage` where decisions are made on the forge */
  decide(verdict: ReviewVerdict): Promise<ReviewDecided>;
  agenda(meeting: string): Promise<CabPack>;
  /** Guards the estate repository on its forge; on trial only finds what is wrong. */
  protect(isTrial: boolean): Promise<Protected>;
}

/** Opens the desk. `reportOf` gives the last verdict on an engine, with what it rests on, where there is one. */
export function openReviewDesk(
  parts: ReviewParts,
  reportOf: (engineId: string) => Promise<EngineReport | undefined>,
): ReviewDesk {
  const { estate, context, now } = parts;
  const pass = reviewPassOf(parts);

  async function lastReports(): Promise<readonly EngineReport[]> {
    const reports: EngineReport[] = [];
    for (const { id } of estate.engines) {
      const report = await reportOf(id);
      if (report !== undefined) reports.push(report);
    }
    return reports;
  }

  async function atForge<T>(act: (opened: Awaited<ReturnType<typeof pass.open>>) => Promise<T>): Promise<T> {
    const opened = await pass.open();
    try {
      return await act(opened);
    } finally {
      await opened.session.close();
    }
  }

  return {
    asked: askedOf(pass.forge, parts.policy.review ?? DEFAULT_REVIEW),
    async keep() {
      const begun = await beginReviews(pass);
      return await begun.finish(await lastReports());
    },
    show: (name) =>
      atForge(async (opened) => {
        const { review, stored } = await findOpenReview(name, opened);
        return { proposal: stored.proposal, number: review.number, url: review.url };
      }),
    async decide(verdict) {
      if (pass.forge !== "local") {
        throw new LockstepError(
          "usage",
          `Decisions are made on the forge (${pass.forge}), in the pull request itself.`,
        );
      }
      const store = openReviewStore(context);
      const acts = {
        giveOpinion: (act: Parameters<typeof giveOpinion>[1]) => giveOpinion(store, act),
        merge: (act: Parameters<typeof mergeReview>[1]) => mergeReview(store, act),
        close: (act: Parameters<typeof closeReview>[1]) => closeReview(store, act),
      };
      return await atForge((opened) => decideReview(verdict, acts, opened));
    },
    protect: (isTrial) => atForge((opened) => protectRepository(pass.guarded, opened, isTrial)),
    async agenda(meeting) {
      const reports = await lastReports();
      return await drawUpAgenda({ estate, meeting, at: now().toISOString(), reports }, pass);
    },
  };
}

import type { JobOptions } from "#services/compose/estate/job-options";
import type { Site } from "#services/compose/estate/open-site";
import { ticketReader } from "#services/compose/estate/ticketing";
import type { Governed } from "#services/core/policy/parse-governed";
import { answerReady } from "#services/jobs/ready/answer-ready";
import { followMain } from "#services/stores/git/working-clone";
import type { EstateReviews } from "./open-review-pass.js";
import { openReviewDesk, type ReviewDesk } from "./review-desk.js";
import { settleEstateReviews } from "./settle-estate-reviews.js";

/** What an open estate has people decide. */
export interface Reviewing {
  /** Settles what people decided on the forge; gives the engines whose baseline moved and that no run has seen since. */
  settleReviews(options?: Pick<JobOptions, "signal">): Promise<readonly string[]>;
  /** What people do with proposals. @throws LockstepError `estate-invalid` */
  reviews(options?: Pick<JobOptions, "signal">): Promise<ReviewDesk>;
}

export function reviewingOver(site: Site): Reviewing {
  const { settings, ledger, now } = site;
  return {
    async settleReviews({ signal } = {}) {
      const moved = await settleEstateReviews(estateReviewsOf(site, signal), ledger);
      if (moved.length > 0) await followMain(settings.storeDir, settings.folder);
      return moved;
    },
    async reviews({ signal } = {}) {
      const governed = await site.inForce();
      const reportOf = async (engineId: string) => (await answerReady(engineId, site, now())).report;
      return openReviewDesk({ ...governed, ...partsOf(governed, site, signal) }, reportOf);
    },
  };
}

/** What is in force now, and what a pass over its reviews is put together from. */
export function estateReviewsOf(site: Site, signal: AbortSignal | undefined): EstateReviews {
  return { read: () => site.governed(), partsOf: (governed) => partsOf(governed, site, signal) };
}

function partsOf(
  governed: Pick<Governed, "estate" | "ticketMappings">,
  site: Site,
  signal: AbortSignal | undefined,
): ReturnType<EstateReviews["partsOf"]> {
  const { settings, context, ledger, repository, dialectOf, now, accountSealer } = site;
  const { ticketMappings } = governed;
  const readTicket = ticketReader(governed, site);
  return { settings, context, ledger, repository, dialectOf, ticketMappings, readTicket, accountSealer, now, signal };
}

import type { Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { type RememberedRuns, rememberRuns } from "#services/jobs/views/remember-runs";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { ProposalStore } from "#services/ports/proposal-store";
import type { ReviewStore } from "#services/ports/review-store";
import { openEstateRepository } from "#services/stores/git/open-estate-repository";
import { openProposalStore } from "#services/stores/proposals/open-proposal-store";
import { openReviewStore } from "#services/stores/reviews/open-review-store";
import { type EngineAnswers, openEngineAnswers } from "./engine-answers.js";

/** What views are made from. */
export interface ViewSources {
  readonly app: Pick<App, "show" | "showArtefact" | "testPolicy" | "reviewAccess" | "ledger" | "packs">;
  readonly answers: EngineAnswers;
  readonly runs: RememberedRuns;
  readonly repository: Pick<EstateRepository, "history" | "openBaseline" | "governed" | "governedAt">;
  readonly proposals: Pick<ProposalStore, "list">;
  readonly reviews: Pick<ReviewStore, "list">;
  /** @throws LockstepError `estate-invalid` */
  inForce(): Promise<{ readonly estate: Estate; readonly policy: Policy }>;
}

/** Puts together what the views of one estate are made from. */
export function openViewSources(app: App, now: () => Date): ViewSources {
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = app.settings;
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, now };
  return {
    app,
    answers: openEngineAnswers(app, now),
    runs: rememberRuns(app.ledger),
    repository: openEstateRepository(context, app.ledger),
    proposals: openProposalStore(context, app.ledger),
    reviews: openReviewStore(context),
    async inForce() {
      const { estate, policy } = await app.governed();
      if (estate !== undefined) return { estate, policy: policy ?? DEFAULT_POLICY };
      throw new LockstepError(
        "estate-invalid",
        "estate.yaml on main is not in force: run 'lockstep validate' for every problem.",
      );
    },
  };
}

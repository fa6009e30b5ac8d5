import type { Estate } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { App } from "./app.js";
import { LockstepError } from "./core/errors.js";
import { DEFAULT_POLICY } from "./core/policy/default-policy.js";
import { type EngineAnswers, openEngineAnswers } from "./engine-answers.js";
import { type RememberedRuns, rememberRuns } from "./jobs/views/remember-runs.js";
import type { EstateRepository } from "./ports/estate-repository.js";
import type { ProposalStore } from "./ports/proposal-store.js";
import type { ReviewStore } from "./ports/review-store.js";
import { openEstateRepository } from "./stores/git/open-estate-repository.js";
import { openProposalStore } from "./stores/proposals/open-proposal-store.js";
import { openReviewStore } from "./stores/reviews/open-review-store.js";

/** What views are made from. */
export interface ViewSources {
  readonly app: Pick<App, "show" | "showArtefact" | "testPolicy" | "ledger">;
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

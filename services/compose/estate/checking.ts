import { randomUUID } from "node:crypto";
import type { CheckReport } from "#schemas/check-report";
import type { Occasion } from "#schemas/schedule";
import { estateReviewsOf } from "#services/compose/review/reviewing";
import { judgeBacklog } from "#services/jobs/check/judge-backlog";
import type { RederivedBaseline } from "#services/jobs/check/rederive-baseline";
import { runCheck } from "#services/jobs/check/run-check";
import { runOccasion } from "#services/jobs/check/run-occasion";
import type { CheckContext } from "#services/jobs/check/take-run";
import { createLogger } from "#services/log/create-logger";
import { followMain } from "#services/stores/git/working-clone";
import { checkWithAlignments } from "./check-with-alignments.js";
import { checkWithReviews } from "./check-with-reviews.js";
import { openExportWriter } from "./export-threads.js";
import type { JobOptions } from "./job-options.js";
import type { Site } from "./open-site.js";
import { productNamed } from "./products.js";
import { tellRederived } from "./tell-rederived.js";

/** How an open estate is checked. */
export interface Checking {
  check(engineIds: readonly string[], options?: JobOptions): Promise<CheckReport>;
  /** Checks an engine that a schedule made due, once, and leaves the reviews to be kept after all of them. */
  checkOccasion(engineId: string, occasion: Occasion, options?: JobOptions): Promise<"recorded" | "known">;
}

export function checkingOver(site: Site): Checking {
  return {
    check: (engineIds, options = {}) =>
      withCheckContext(site, options, async (context) => {
        await judgeBacklog(context, engineIds);
        return await checkWithReviews(estateReviewsOf(site, options.signal), () =>
          checkWithAlignments(site, () => runCheck(context, engineIds)),
        );
      }),
    checkOccasion: (engineId, occasion, options = {}) =>
      withCheckContext(site, options, async (context) => {
        await judgeBacklog(context, [engineId]);
        const report = await runOccasion(context, engineId, occasion);
        if (report === undefined) return "known";
        await checkWithAlignments(site, async () => report);
        return "recorded";
      }),
  };
}

/** Gives a check what it needs of the world, and clears up after it. */
async function withCheckContext<T>(
  site: Site,
  { observe, onNotice, ...others }: JobOptions,
  use: (context: CheckContext) => Promise<T>,
): Promise<T> {
  const { repository, ledger, mask, now, ticketStore, collections, passwordOf, settings } = site;
  const { ticketSourceOf, ticketSystemOf, ticketPasswordOf, accountSealer } = site;
  const rederived: RederivedBaseline[] = [];
  const exportWriter = openExportWriter(mask, settings.maskKeyFile);
  const context: CheckContext = {
    ...{ repository, ledger, mask, now, ticketStore, collections, passwordOf },
    ...{ ticketSourceOf, ticketSystemOf, ticketPasswordOf, accountSealer },
    productOf: site.guardedProduct,
    createRunId: randomUUID,
    logger: createLogger({ level: settings.logLevel }),
    // Threads know the products of the registry alone.
    ...(site.productOf === productNamed ? { exportWriter } : {}),
    onRederived: (baseline) => rederived.push(baseline),
    ...others,
  };
  try {
    return await use(observe?.(context) ?? context);
  } finally {
    await exportWriter.close();
    // Also where the check broke off after that: what was committed is there.
    const followed = rederived.length === 0 ? "no-clone" : await followMain(settings.storeDir, settings.folder);
    for (const notice of tellRederived(rederived, followed)) onNotice?.(notice);
  }
}

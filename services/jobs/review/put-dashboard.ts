import type { ReviewReport } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import type { CarryingOut } from "./carry-out.js";

/** Writes the one issue that lists everything, where the forge has issues. Gives the report, with what was not taken. */
export async function putDashboard(report: ReviewReport, { context }: CarryingOut): Promise<ReviewReport> {
  const { session, texts, logger } = context;
  if (!session.abilities.issues) return report;
  try {
    await session.putDashboard(texts.dashboard(report, session.abilities.bodyMax));
    return report;
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    logger?.warn("dashboard not written", { code: error.code });
    return { ...report, forge: { ...report.forge, message: report.forge.message ?? error.message } };
  }
}

import type { ReviewReport } from "#schemas/review-report";
import { reviewHeadline } from "./describe-review.js";
import { markdownLink, markdownWords } from "./markdown-words.js";

/** How the reviews stand, for the other Markdown reports: one sentence, and where to look. */
export function markdownReviews(report: ReviewReport): readonly string[] {
  const link = report.forge.url === null ? "" : ` ${markdownLink("Proposals", report.forge.url)}`;
  return [`### Reviews\n\n${markdownWords(reviewHeadline(report), 400)}${link}`];
}

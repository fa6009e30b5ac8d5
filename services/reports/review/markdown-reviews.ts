import type { ReviewReport } from "#schemas/review-report";
import { describeForge, reviewHeadline } from "./describe-review.js";
import { markdownLink, markdownWords } from "./markdown-words.js";

/** How the reviews stand, for the other Markdown reports: one sentence, and where to look. */
export function markdownReviews(report: ReviewReport): readonly string[] {
  const link = report.forge.url === null ? "" : ` ${markdownLink("Proposals", report.forge.url)}`;
  const forge = report.forge.state === "unavailable" ? `\n\n**${markdownWords(describeForge(report), 600)}**` : "";
  return [`### Reviews\n\n${markdownWords(reviewHeadline(report), 400)}${link}${forge}`];
}

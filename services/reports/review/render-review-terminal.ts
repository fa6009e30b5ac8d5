import type { ReviewReport } from "#schemas/review-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { describeForge } from "./describe-review.js";
import { writeReviews } from "./terminal-reviews.js";

/** The answer of `review` for a person at a terminal: what waits first, then what has no proposal and why. */
export function renderReviewTerminal(report: ReviewReport, options: TerminalOptions = {}): string {
  const page = new TerminalPage(options);
  page.add(`Proposals of ${cutText(report.estate, 80)}, ${showInstant(report.at)}`);
  page.add(describeForge(report), {
    lead: "Forge: ",
    ...(report.forge.state === "unavailable" ? { style: "yellow" } : { style: "dim" }),
  });
  writeReviews(page, report);
  return page.toString();
}

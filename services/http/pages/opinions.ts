import type { KeptReview } from "#schemas/kept-review";
import { htmlTable } from "#services/reports/html/html-table";
import type { Markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";

/** What people said of a proposal so far; nothing where nobody did. */
export function opinionsOf(review: KeptReview | null): Markup | null {
  if (review === null || review.opinions.length === 0) return null;
  return htmlTable({
    caption: "What was said so far",
    columns: ["Who", "Says", "When", "Why"],
    rows: review.opinions
      .slice(-50)
      .toReversed()
      .map(({ account, says, at, text }) => [cutText(account, 80), WORDS[says], showInstant(at), cutText(text, 500)]),
  });
}

const WORDS = {
  approved: "approved",
  "changes-requested": "declined",
  dismissed: "took it back",
} as const satisfies Record<KeptReview["opinions"][number]["says"], string>;

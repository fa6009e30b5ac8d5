import type { StandingAction } from "#schemas/action";
import { type Markup, markup } from "#services/reports/html/markup";
import { describeStanding } from "#services/reports/practice/describe-action";
import { cutText } from "#services/reports/text/cut-text";

/** One open action on a page: what is to be done, by when and by whom, and what it comes of. */
export function actionWords(action: StandingAction): Markup {
  const { id, what, owner, from, ticket, standing } = action;
  const due = describeStanding(action);
  const when = standing === "overdue" ? markup`<span class="warning">${due}</span>` : due;
  return markup`<strong>${cutText(what, 500)}</strong>: ${when}, ${cutText(owner, 120)}. <span class="soft">From ${cutText(from, 300)}${ticket === null ? "" : `, ${cutText(ticket, 80)}`} (${id})</span>`;
}

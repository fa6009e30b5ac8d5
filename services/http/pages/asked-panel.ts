import type { AskedCheck } from "#schemas/api/asked-check";
import { type Markup, markup } from "#services/reports/html/markup";
import { cutText } from "#services/reports/text/cut-text";
import { showInstant } from "#services/reports/text/describe-time";
import { estateLink } from "./estate-link.js";

/** What became of the check that a reader asked for, also for whoever only loads the page again; with the way to its result. */
export function askedPanel(estate: string, { engines, askedAt, state, runs, reason }: AskedCheck): Markup {
  const what = engines.map((id) => cutText(id, 60)).join(", ");
  // That it is done says nothing of what it found: no colour of a verdict.
  const mark = { done: "", failed: "not-ready", waiting: "unknown", "at-work": "unknown" }[state];
  const [result] = runs.toReversed();
  const way =
    state !== "done" || result === undefined
      ? null
      : markup` <a href="${estateLink(estate, "runs", result)}">What it found</a>, and how it stands now: ${engines.map((id) => markup`<a href="${estateLink(estate, "engines", id)}">${cutText(id, 60)}</a> `)}`;
  const why = reason === undefined ? null : markup` ${cutText(reason, 300)}`;
  return markup`<div class="verdict ${mark}" role="status"><p><strong>The check of ${what} that was asked for at ${showInstant(askedAt)} ${STATES[state]}.</strong>${way}${why}</p></div>`;
}

const STATES = {
  waiting: "waits to be begun",
  "at-work": "is being done",
  done: "is done",
  failed: "was given up",
} as const satisfies Record<AskedCheck["state"], string>;

import type { EngineReport } from "#schemas/check-report";
import { describePassing, PASSING_SHOWN, PASSING_TITLE } from "../words/describe-passing.js";
import { type Markup, markup } from "./markup.js";

/** What came and went between two looks; nothing where nothing did. */
export function htmlPassing({ passing = [] }: EngineReport): Markup | null {
  if (passing.length === 0) return null;
  const more = passing.length - PASSING_SHOWN;
  return markup`<h3>${PASSING_TITLE}</h3>
<ul class="plain">${passing
    .slice(-PASSING_SHOWN)
    .toReversed()
    .map(describePassing)
    .map(
      ({ title, sentences }) => markup`
<li><strong>${title}.</strong> ${sentences.join(" ")}</li>`,
    )}
</ul>
${more > 0 ? markup`<p class="soft">… and ${String(more)} more: see the JSON answer.</p>\n` : null}`;
}

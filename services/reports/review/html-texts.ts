import type { ChangeProposal } from "#schemas/change-proposal";
import { type Markup, markup } from "../html/markup.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { groupBy } from "../text/group-by.js";
import { htmlLineDiff } from "./html-line-diff.js";

/** The changed lines of the texts of a proposal, each once, for a page on which nobody can unfold anything. */
export function htmlTexts({ findings }: ChangeProposal, maxTexts: number): Markup {
  const texts = findings.flatMap(({ artefact, changes }) =>
    changes.flatMap(({ diff, label }) => (diff === undefined ? [] : [{ diff, name: artefact.name, label }])),
  );
  const alike = groupBy(texts, ({ diff }) => diff);
  const rest = alike.length - maxTexts;
  return markup`${alike.slice(0, maxTexts).map(([first, ...others]) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return htmlLineDiff(first.diff, `${cutText(first.name, 80)}${more}: ${first.label}`);
  })}
${rest > 0 ? markup`<p class="soft">… and ${count(rest, "more text")}: the full report shows them.</p>` : null}`;
}

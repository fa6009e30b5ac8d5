import type { ChangeProposal } from "#schemas/change-proposal";
import { count } from "../count.js";
import { type Markup, markup } from "../markup.js";
import { htmlLineDiff } from "./html-line-diff.js";

/** The changed lines of the texts of a proposal, for a page on which nobody can unfold anything. */
export function htmlTexts({ findings }: ChangeProposal, maxTexts: number): Markup {
  const texts = findings.flatMap(({ artefact, changes }) =>
    changes.flatMap(({ diff, label }) => (diff === undefined ? [] : [{ diff, label: `${artefact.name}: ${label}` }])),
  );
  const rest = texts.length - maxTexts;
  return markup`${texts.slice(0, maxTexts).map(({ diff, label }) => htmlLineDiff(diff, label))}
${rest > 0 ? markup`<p class="soft">… and ${count(rest, "more text")}: the full report shows them.</p>` : null}`;
}

import type { ChangeProposal } from "#schemas/change-proposal";
import { htmlTable } from "../html/html-table.js";
import { type Markup, type MarkupValue, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { clipText } from "./clip-text.js";
import { describeSides, type SideWords } from "./describe-sides.js";
import { proposalParts } from "./proposal-part.js";
import { type ProposalRow, proposalRows } from "./proposal-rows.js";

/** What was changed, in at most so many rows, the most severe first. */
export function htmlRows(proposal: ChangeProposal, limit: number): Markup {
  const { rows, total } = proposalRows(proposalParts(proposal), limit);
  const more = total > rows.length ? `, ${rows.length} of ${total}` : "";
  return htmlTable({
    caption: `What was changed on production, the most severe first${more}`,
    columns: ["What was changed", "Severity", "Approved baseline", "Production", "Standby"],
    rows: rows.map(cellsOf),
  });
}

function cellsOf({ part: { proposed, finding }, change, more }: ProposalRow): readonly MarkupValue[] {
  const artefact = clipText(describeArtefact(finding), 200);
  const severity = markup`<span class="short ${finding.severity}">${finding.severity}</span>`;
  const rest = more > 0 ? `, and ${more} more` : "";
  if (change === undefined || change.path === "/") {
    const what = markup`<strong>${artefact}</strong> was ${proposed.what}${rest}`;
    return change === undefined
      ? [what, severity, "", "", ""]
      : [what, severity, ...sideCells(describeSides(change, 80))];
  }
  const what = markup`<strong>${artefact}</strong><br />${cutText(change.label, 200)}${rest}`;
  return [what, severity, ...sideCells(describeSides(change, 80))];
}

function sideCells({ baseline, production, standby }: ReturnType<typeof describeSides>): readonly Markup[] {
  return [baseline, production, standby].map(sideWords);
}

function sideWords({ text, isValue }: SideWords): Markup {
  return isValue ? markup`<code>${text}</code>` : markup`<span class="soft">${text}</span>`;
}

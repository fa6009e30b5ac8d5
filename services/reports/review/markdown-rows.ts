import type { ChangeProposal } from "#schemas/change-proposal";
import { markdownTable } from "../markdown/markdown.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { clipText } from "./clip-text.js";
import { describeSides } from "./describe-sides.js";
import type { Section } from "./fit-sections.js";
import { markdownSideWords, markdownWords } from "./markdown-words.js";
import { proposalParts } from "./proposal-part.js";
import { type ProposalRow, proposalRows } from "./proposal-rows.js";

/** What was changed, in at most ten rows, the most severe first: the three sides, of which those alike say so. */
export function rowsSection(proposal: ChangeProposal): Section {
  const version = (limit: number, maxCharacters: number): string => {
    const { rows, total } = proposalRows(proposalParts(proposal), limit);
    const head = ["Severity", "What was changed", "Approved baseline", "Production", "Standby"];
    const table = markdownTable(
      head,
      rows.map((row) => cellsOf(row, maxCharacters)),
    );
    const more = total > rows.length ? `\n\nShowing ${rows.length} of ${total}, the most severe.` : "";
    return `### What was changed\n\n${table}${more}`;
  };
  return {
    name: "the table of changes",
    rank: 4,
    versions: [version(10, 80), version(10, 30), version(6, 30), version(3, 20)],
  };
}

function cellsOf({ part: { proposed, finding }, change, more }: ProposalRow, maxCharacters: number): readonly string[] {
  const artefact = describeArtefact(finding);
  const label = (text: string): string => markdownWords(clipText(text, 120 + maxCharacters), 200);
  if (change === undefined) return [finding.severity, label(`${artefact} was ${proposed.what}`), "", "", ""];
  const sides = describeSides(change, maxCharacters);
  const what = change.path === "/" ? `${artefact} was ${proposed.what}` : `${artefact}: ${cutText(change.label, 120)}`;
  const rest = more > 0 ? `, and ${more} more` : "";
  return [
    finding.severity,
    label(`${what}${rest}`),
    ...[sides.baseline, sides.production, sides.standby].map(markdownSideWords),
  ];
}

import type { ChangeProposal } from "#schemas/change-proposal";
import { markdownDiff } from "../markdown/markdown-change.js";
import { markdownChanges } from "../markdown/markdown-changes.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeChanger } from "../words/describe-authorisation.js";
import { describeCase, describeMustMatch, describeOperability } from "../words/describe-finding.js";
import type { Section } from "./fit-sections.js";
import { markdownWords, withoutComments } from "./markdown-words.js";
import { type ProposalPart, proposalParts } from "./proposal-part.js";

/** Under this name what is left out of them is told. */
export const DETAILS = "details";

/** More than fit any body. */
const MAX_PARTS = 300;

/** One section to unfold for each artefact, the most severe first: the three sides of every path, and the lines of scripts. */
export function detailSections(proposal: ChangeProposal): readonly Section[] {
  return proposalParts(proposal)
    .slice(0, MAX_PARTS)
    .map((part, index) => ({
      name: DETAILS,
      rank: 10 + index,
      isExtra: true,
      versions: [details(part, { maxChanges: 20, diffs: 10 }), details(part, { maxChanges: 5, diffs: 0 })],
    }));
}

function details(part: ProposalPart, limits: { readonly maxChanges: number; readonly diffs: number }): string {
  const { finding, proposed } = part;
  const name = markdownWords(`${describeArtefact(finding)} was ${proposed.what}`, 200);
  const changer = describeChanger(finding.authorisation);
  const mustMatch = describeMustMatch(finding);
  const runs = describeOperability(finding.operability);
  const told = [describeCase(finding.case, true), ...(changer === undefined ? [] : [changer])].map((one) => `${one}.`);
  return [
    `<details>\n<summary>${finding.severity}: ${name}</summary>`,
    markdownWords([...told, ...(runs === undefined ? [] : [runs])].join(" "), 400),
    ...(mustMatch === undefined ? [] : [`**${markdownWords(mustMatch, 300)}**`]),
    withoutComments(markdownChanges(finding.changes, { hasBaseline: true, maxChanges: limits.maxChanges })),
    ...finding.changes.slice(0, limits.diffs).flatMap(({ diff }) => markdownDiff(diff).map(withoutComments)),
    "</details>",
  ].join("\n\n");
}

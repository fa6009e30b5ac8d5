import type { ChangeProposal } from "#schemas/change-proposal";
import { htmlSides } from "../html/html-changes.js";
import { type Markup, markup } from "../html/markup.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeChanger } from "../words/describe-authorisation.js";
import { describeCase, describeMeaning, describeMustMatch, describeOperability } from "../words/describe-finding.js";
import { clipText } from "./clip-text.js";
import { htmlLineDiff } from "./html-line-diff.js";
import { htmlRaw } from "./html-raw.js";
import { type ProposalPart, proposalParts } from "./proposal-part.js";

/** How many artefacts are shown in full; the others are named. */
const MAX_PARTS = 200;
const MAX_CHARACTERS = 2_000_000;

/** Each artefact in three ways: its meaning first (three columns), then the lines of its texts, then what the findings hold. */
export function htmlSideBySide(proposal: ChangeProposal): Markup {
  const parts = proposalParts(proposal);
  const shown = articlesThatFit(parts);
  const rest = parts.slice(shown.length);
  return markup`<h2>Side by side</h2>
<p>Each change in three ways: in words, as text line by line, and raw.</p>
${shown}
${
  rest.length === 0
    ? null
    : markup`<h3>${count(rest.length, "more change")}, named only</h3>
<ul class="plain">${rest.map(({ finding, proposed }) => markup`<li>${describeArtefact(finding)} was ${proposed.what}</li>`)}</ul>`
}`;
}

/** The page stands in Git: a mass change must not make it grow without end. */
function articlesThatFit(parts: readonly ProposalPart[]): readonly Markup[] {
  const articles: Markup[] = [];
  let room = MAX_CHARACTERS;
  for (const [index, part] of parts.slice(0, MAX_PARTS).entries()) {
    const article = partArticle(part, index);
    room -= article.toString().length;
    if (room < 0 && articles.length > 0) break;
    articles.push(article);
  }
  return articles;
}

function partArticle(part: ProposalPart, index: number): Markup {
  const { finding, proposed } = part;
  const anchor = `change-${index + 1}`;
  const name = describeArtefact(finding);
  const changer = describeChanger(finding.authorisation);
  const mustMatch = describeMustMatch(finding);
  const texts = finding.changes.filter(({ diff }) => diff !== undefined);
  return markup`<article class="${finding.severity}" id="${anchor}" aria-labelledby="${anchor}-name">
<h3 id="${anchor}-name">${index + 1}. ${clipText(name, 200)} was ${proposed.what}</h3>
<p><span class="tag ${finding.severity}">${finding.severity}</span> <span class="tag">${finding.blocksReadiness ? "blocks failover" : "does not block failover"}</span> ${cutText(finding.flow, 80)}, tier ${finding.tier}, owner ${cutText(finding.owner, 80)}</p>
<p><strong>${describeCase(finding.case, true)}.</strong> ${changer === undefined ? null : `${changer}.`} ${describeMeaning(finding)} ${describeOperability(finding.operability)}</p>
${mustMatch === undefined ? null : markup`<p class="failed">${mustMatch}</p>`}
${finding.changes.length === 0 ? null : htmlSides(finding.changes, { caption: `In words: what differs in ${name}`, hasBaseline: true })}
${texts.length === 0 ? null : markup`<details open=""><summary>As text: line by line</summary>${texts.map(({ diff, label }) => (diff === undefined ? null : htmlLineDiff(diff, label)))}</details>`}
<details><summary>Raw: as the findings hold it</summary>${htmlRaw(finding.changes)}</details>
<p class="soft">In ${cutText(finding.artefact.path, 200)} · content ${cutText(proposed.digest, 80)}</p>
</article>
`;
}

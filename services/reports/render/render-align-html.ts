import type { AlignPlan, AlignStep } from "#schemas/align-plan";
import { htmlPage } from "../html/html-page.js";
import { htmlTable } from "../html/html-table.js";
import { type Markup, markup } from "../html/markup.js";
import { showInstant } from "../text/describe-time.js";
import { ACTS, alignHeadline, carriedWord, NOTHING_WRITTEN, PLACEHOLDER_WORDS } from "../words/describe-align.js";

/** The plan as one self-contained page. */
export function renderAlignHtml(plan: AlignPlan): string {
  return htmlPage({
    title: `Alignment of ${plan.node.id}`,
    subtitle: alignHeadline(plan),
    main: markup`<p>${NOTHING_WRITTEN}</p>
${warnings(plan)}${artefacts(plan)}${steps("Steps", plan.steps)}${steps("Going back", plan.rollback.steps)}${placeholders(plan)}`,
    footer: markup`<p class="soft">Planned ${showInstant(plan.at)}${plan.sources.map(({ nodeId }) => markup`, taken from ${nodeId}`)}. Plan ${plan.digest}. Approved baseline ${plan.baseline.digest}. To be expected afterwards ${plan.expectedDigest}.</p>`,
  });
}

function warnings({ warnings: told }: AlignPlan): Markup | null {
  if (told.length === 0) return null;
  return markup`<h2>To know first</h2>
<ul>${told.map((warning) => markup`<li>${warning}</li>`)}</ul>
`;
}

function artefacts(plan: AlignPlan): Markup | null {
  if (plan.artefacts.length === 0) return null;
  return markup`<h2>What differs</h2>
${htmlTable({
  caption: "Artefacts that are not as approved",
  columns: ["Artefact", "Now", "Brought by", "Why not by a file"],
  rows: plan.artefacts.map((artefact) => [
    `${artefact.kind} ${artefact.name}`,
    ACTS[artefact.act],
    carriedWord(artefact),
    artefact.why,
  ]),
})}`;
}

function steps(title: string, list: readonly AlignStep[]): Markup | null {
  if (list.length === 0) return null;
  const items = list.map(
    ({ what, details }) =>
      markup`<li><label><input type="checkbox"> ${what}</label>${details.length === 0 ? null : markup`<ul>${details.map((detail) => markup`<li>${detail}</li>`)}</ul>`}</li>`,
  );
  return markup`<h2>${title}</h2>
<ol>${items}</ol>
`;
}

function placeholders(plan: AlignPlan): Markup | null {
  if (plan.placeholders.length === 0) return null;
  return markup`<h2>Values to fill in</h2>
${htmlTable({
  caption: "Values that Lockstep never writes",
  columns: ["Placeholder", "File", "What it is"],
  rows: plan.placeholders.map(({ placeholder, file, kind }) => [placeholder, file, PLACEHOLDER_WORDS[kind]]),
})}`;
}

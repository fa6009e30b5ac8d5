import type { EvidenceDocument } from "#schemas/evidence-document";
import { type Markup, markup } from "../html/markup.js";
import { cutText } from "../text/cut-text.js";
import { describeControl } from "./describe-control.js";

/** What the pack says to each outcome of the edition it is pinned to. */
export function htmlControls({ controls, parameters }: EvidenceDocument): Markup {
  if (controls.length === 0) {
    return markup`<p>This edition has no outcome that the pack has something to say to.</p>`;
  }
  return markup`${controls.map((row) => {
    const { opening, observed, contributes, indicators, doesNotShow, responsible, loaded, files } = describeControl(
      row,
      parameters,
    );
    return markup`<article>
<h3>${cutText(row.outcome, 40)} ${cutText(row.title, 200)}</h3>
<p>${opening}</p>
${list(observed)}<p>${contributes}</p>
${list(indicators)}<p>${doesNotShow}</p>
<p>${responsible}</p>
${loaded === undefined ? null : markup`<p>${loaded}</p>`}${files.length === 0 ? null : markup`<p class="soft">Where it stands: ${files.map((file, index) => markup`${index === 0 ? "" : ", "}<code>${file}</code>`)}</p>`}
</article>
`;
  })}`;
}

function list(sentences: readonly string[]): Markup | null {
  if (sentences.length === 0) return null;
  return markup`<ul class="plain">${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>
`;
}

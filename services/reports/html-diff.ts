import { cutText } from "./cut-text.js";
import { DIFF_SIGNS, type DiffLine, diffLines } from "./diff-lines.js";
import { count } from "./headline.js";
import { type Markup, markup } from "./markup.js";

/** A line diff: every added or removed line carries its sign and the word, so that nothing rests on colour. */
export function htmlDiff(diff: string, label: string): Markup {
  const { lines, omitted } = diffLines(diff, { maxLines: 200, maxCharacters: 500 });
  return markup`<table class="diff"><caption>Lines of ${cutText(label, 200)}</caption><tbody>${lines.map(diffRow)}</tbody></table>
${omitted > 0 ? markup`<p class="soft">… and ${count(omitted, "more line")}, not shown here.</p>` : null}`;
}

function diffRow({ kind, text }: DiffLine): Markup {
  const { sign, word } = DIFF_SIGNS[kind];
  const label = word === "" ? markup`<td></td>` : markup`<th scope="row">${sign} ${word}</th>`;
  return markup`
<tr class="${kind}">${label}<td>${text}</td></tr>`;
}

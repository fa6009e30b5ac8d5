import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { DIFF_SIGNS, type DiffLine, diffLines } from "../text/diff-lines.js";
import { type Markup, markup } from "./markup.js";

/** A line diff: every added or removed line carries its sign and the word, so that nothing rests on colour. */
export function htmlDiff(diff: string, label: string): Markup {
  const { lines, omitted } = diffLines(diff, { maxLines: 200, maxCharacters: 500 });
  const [from, to] = sidesOf(lines);
  const sides = from === undefined || to === undefined ? "" : `: − stands in ${from}, + stands in ${to}`;
  const rows = sides === "" ? lines : lines.slice(2);
  return markup`<table class="diff"><caption>Lines of ${cutText(label, 200)}${sides}</caption><tbody>${rows.map(diffRow)}</tbody></table>
${omitted > 0 ? markup`<p class="soft">… and ${count(omitted, "more line")}, not shown here.</p>` : null}`;
}

/** The names of the two sides, from the first two lines where they give them. */
function sidesOf(lines: readonly DiffLine[]): readonly (string | undefined)[] {
  return ["--- ", "+++ "].map((sign, index) => {
    const line = lines[index];
    return line?.kind === "heading" && line.text.startsWith(sign) ? line.text.slice(sign.length) : undefined;
  });
}

function diffRow({ kind, text }: DiffLine): Markup {
  const { sign, word } = DIFF_SIGNS[kind];
  const label = word === "" ? markup`<td></td>` : markup`<th scope="row">${sign} ${word}</th>`;
  return markup`
<tr class="${kind}">${label}<td>${text}</td></tr>`;
}

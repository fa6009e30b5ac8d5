import { type Markup, type MarkupValue, markup } from "../html/markup.js";
import { capitalise } from "../text/capitalise.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { type DiffLine, diffLines } from "../text/diff-lines.js";
import { markWords, type WordPiece } from "./mark-words.js";

const LIMITS = { maxLines: 400, maxCharacters: 500 };

/** The lines of a text side by side; of two versions of one line the words that differ are marked. Every change bears a word, not colour alone. */
export function htmlLineDiff(diff: string, label: string): Markup {
  const { lines, omitted } = diffLines(diff, LIMITS);
  const [from, to] = sideNames(lines);
  const caption = `Lines of ${cutText(label, 200)}`;
  return markup`<div class="wide" role="group" aria-label="${caption}" tabindex="0"><table class="diff pair"><caption>${caption}</caption>
<thead><tr><th scope="col">${capitalise(from)}</th><th scope="col">${capitalise(to)}</th></tr></thead>
<tbody>${pairLines(lines.filter(({ kind, text }) => !isName(kind, text))).map(pairRow)}</tbody></table></div>
${omitted > 0 ? markup`<p class="soft">… and ${count(omitted, "more line")}, not shown here.</p>` : null}`;
}

/** Lines that stand beside each other: a removed one beside the added one that took its place. */
interface LinePair {
  readonly before: DiffLine | undefined;
  readonly after: DiffLine | undefined;
}

function pairLines(lines: readonly DiffLine[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let row = 0; row < Math.max(removed.length, added.length); row += 1)
      pairs.push({ before: removed[row], after: added[row] });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === "removed" && added.length > 0) flush();
    if (line.kind === "removed") removed.push(line);
    else if (line.kind === "added") added.push(line);
    else {
      flush();
      pairs.push({ before: line, after: line });
    }
  }
  flush();
  return pairs;
}

function pairRow({ before, after }: LinePair): Markup {
  if (before?.kind === "heading")
    return markup`
<tr class="heading"><td colspan="2">${whereOf(before.text)}</td></tr>`;
  if (before !== undefined && before === after)
    return markup`
<tr><td>${before.text}</td><td>${before.text}</td></tr>`;
  if (before === undefined || after === undefined)
    return markup`
<tr>${lineCell(before, whole(before))}${lineCell(after, whole(after))}</tr>`;
  const words = markWords(before.text, after.text);
  return markup`
<tr>${lineCell(before, words.before)}${lineCell(after, words.after)}</tr>`;
}

/** `@@ -3,4 +3,4 @@` for people. */
function whereOf(heading: string): string {
  const [, line] = /^@@ -(\d+)/.exec(heading) ?? [];
  return line === undefined ? heading : `From line ${line}`;
}

function whole(line: DiffLine | undefined): readonly WordPiece[] {
  return line === undefined ? [] : [{ text: line.text, differs: false }];
}

function lineCell(line: DiffLine | undefined, pieces: readonly WordPiece[]): Markup {
  if (line === undefined) return markup`<td class="none"></td>`;
  const shown: MarkupValue = pieces.map(({ text, differs }) => (differs ? markup`<mark>${text}</mark>` : text));
  return markup`<td class="${line.kind}"><span class="sign">${line.kind === "added" ? "+ added" : "− removed"}</span> ${shown}</td>`;
}

function sideNames(lines: readonly DiffLine[]): readonly [string, string] {
  const named = (sign: string, otherwise: string): string => {
    const line = lines.slice(0, 2).find(({ kind, text }) => kind === "heading" && text.startsWith(sign));
    return line === undefined ? otherwise : line.text.slice(sign.length);
  };
  return [named("--- ", "approved baseline"), named("+++ ", "production")];
}

function isName(kind: DiffLine["kind"], text: string): boolean {
  return kind === "heading" && /^(---|\+\+\+) /.test(text);
}

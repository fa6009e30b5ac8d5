import { structuredPatch } from "diff";
import { isContentWords } from "../artefact/content-words.js";
import { digestOf, sha256 } from "../text/digest.js";

interface LabelledText {
  readonly label: string;
  readonly text: string;
}

/**
 * How many edited lines jsdiff may look for. A bound on work, not on time, so that the same texts give the same report on
 * every machine; past it the cost grows with the square (measured: 5,000 wholly different lines take seconds).
 */
const MAX_EDIT_LENGTH = 2000;
const MAX_LINE = 500;

/** A unified line diff with three lines of context, or one sentence where the texts have next to nothing in common. */
export function diffLines(from: LabelledText, to: LabelledText): string {
  const patch = structuredPatch(from.label, to.label, from.text, to.text, undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDIT_LENGTH,
  });
  if (patch === undefined) {
    return `Too different to show line by line: ${countLines(from.text)} lines in ${from.label}, ${countLines(to.text)} in ${to.label}.`;
  }
  const hunks = patch.hunks.map((hunk) => {
    const head = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
    return [head, ...hunk.lines.map(shortened)].join("\n");
  });
  return [`--- ${from.label}`, `+++ ${to.label}`, ...hunks].join("\n");
}

function shortened(line: string): string {
  if (line.length <= MAX_LINE) return line;
  return `${line.slice(0, MAX_LINE)}… (${line.length - 1} characters, sha256:${sha256(line.slice(1)).slice(0, 12)})`;
}

/**
 * A short text as it is; a long one by its number of lines and its whole digest, which finding ids, waivers and tickets rest on.
 * A short text that is written like what Lockstep says itself goes by its digest, too, so that two contents never read alike.
 */
export function summariseText(text: string): string {
  if (text.length <= 200 && !text.includes("\n") && !isContentWords(text)) return text;
  const lines = countLines(text);
  return `text of ${lines} ${lines === 1 ? "line" : "lines"}, ${digestOf(text)}`;
}

/** True where two different texts say the same but for white space and line ends. */
export function isOnlyWhitespace(a: string, b: string): boolean {
  return a.replaceAll(/\s+/g, " ").trim() === b.replaceAll(/\s+/g, " ").trim();
}

function countLines(text: string): number {
  return text.split("\n").length;
}

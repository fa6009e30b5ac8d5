import { count } from "../text/count.js";
import { DIFF_SIGNS, diffLines } from "../text/diff-lines.js";
import { describeSide } from "../words/describe-finding.js";
import { markdownCode, markdownFence } from "./markdown.js";

/** One side of a change for a cell of a table: code, or the word for nothing. */
export function markdownSide(value: string | null): string {
  const words = describeSide(value, 160);
  return value === null || value === "" ? words : markdownCode(words);
}

/** The lines of a script that changed, in the form that forges colour; nothing where there is no diff. */
export function markdownDiff(diff: string | undefined): readonly string[] {
  if (diff === undefined) return [];
  const { lines, omitted } = diffLines(diff, { maxLines: 60, maxCharacters: 200 });
  const shown = lines.map(({ kind, text }) => `${kind === "removed" ? "-" : DIFF_SIGNS[kind].sign}${text}`);
  return [markdownFence([...shown, ...(omitted > 0 ? [`  (${count(omitted, "more line")})`] : [])], "diff")];
}

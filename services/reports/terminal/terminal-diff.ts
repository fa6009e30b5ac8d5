import { count } from "../text/count.js";
import { DIFF_SIGNS, type DiffLine, diffLines } from "../text/diff-lines.js";
import type { Style, TerminalPage } from "./terminal-page.js";

/** Writes at most `maxLines` lines of a unified diff, each with its sign. */
export function writeDiff(page: TerminalPage, diff: string, maxLines: number): void {
  const { lines, omitted } = diffLines(diff, { maxLines, maxCharacters: 200 });
  for (const { kind, text } of lines) {
    page.addVerbatim(text, { lead: `        ${DIFF_SIGNS[kind].sign} `, ...DIFF_STYLES[kind] });
  }
  if (omitted > 0) page.add(`… and ${count(omitted, "more line")}`, { lead: "          " });
}

const DIFF_STYLES: Readonly<Record<DiffLine["kind"], { style?: Style }>> = {
  added: { style: "green" },
  removed: { style: "red" },
  same: {},
  heading: { style: "dim" },
};

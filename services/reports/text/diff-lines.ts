import { cutText } from "./cut-text.js";

/** One line of a unified diff. */
export interface DiffLine {
  readonly kind: "added" | "removed" | "same" | "heading";
  /** Visible text without its sign, cut where it is very long. */
  readonly text: string;
}

/** Parts a unified diff into at most `maxLines` lines; `omitted` counts the rest. */
export function diffLines(
  diff: string,
  limits: { maxLines: number; maxCharacters: number },
): { readonly lines: readonly DiffLine[]; readonly omitted: number } {
  const all = diff.replace(/\n$/, "").split("\n");
  const lines = all.slice(0, limits.maxLines).map((line, index) => parseLine(line, index, limits.maxCharacters));
  return { lines, omitted: all.length - lines.length };
}

/** The sign of each kind, and the word beside it for those who do not see the sign. */
export const DIFF_SIGNS = {
  added: { sign: "+", word: "added" },
  removed: { sign: "−", word: "removed" },
  same: { sign: " ", word: "" },
  heading: { sign: "", word: "" },
} as const satisfies Record<DiffLine["kind"], { sign: string; word: string }>;

function parseLine(line: string, index: number, maxCharacters: number): DiffLine {
  const kind = kindOf(line, index);
  return { kind, text: cutText(kind === "heading" ? line : line.slice(1), maxCharacters) };
}

/** The two first lines name the sides; further down, `--- ` is a removed line that begins with `-- `, as SQL has them. */
function kindOf(line: string, index: number): DiffLine["kind"] {
  if (index < 2 && /^(---|\+\+\+) /.test(line)) return "heading";
  if (line.startsWith("+")) return "added";
  if (line.startsWith("-")) return "removed";
  return line.startsWith(" ") || line === "" ? "same" : "heading";
}

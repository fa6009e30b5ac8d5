import { type Markup, markup } from "#services/reports/html/markup";

/** How something stands: `bad` is surely wrong, `unsure` could not be told or is about to matter. */
export type Mark = "good" | "bad" | "unsure" | "plain";

/** A state in words with a sign before it, so that nothing rests on colour. */
export function statusWords(mark: Mark, words: string): Markup {
  const { sign, style } = MARKS[mark];
  return markup`<span class="${style}"><span aria-hidden="true">${sign}</span> ${words}</span>`;
}

const MARKS = {
  good: { sign: "✓", style: "passed" },
  bad: { sign: "✗", style: "failed" },
  unsure: { sign: "?", style: "warning" },
  plain: { sign: "–", style: "soft" },
} as const satisfies Record<Mark, { sign: string; style: string }>;

import { escapeText } from "#services/core/text/escape-text";

/** Text for Markdown prose: no markup, HTML, mention, reference or link of its own can come out of it. */
export function markdownText(text: string): string {
  return breakReferences(escapeText(text)).replace(SIGNIFICANT, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text in which a forge finds nobody to mention, no issue, no address and no picture, wherever it looks. */
export function breakReferences(text: string): string {
  return text.replace(REFERENCE, "$1\u200b");
}

/**
 * A value as code, in which forges look for no mentions, references or links. A back-tick or a pipe would end a code span
 * or a table cell, so a value with one is written as an element with escaped text.
 */
export function markdownCode(text: string): string {
  const shown = escapeText(text);
  if (shown === "") return "(empty)";
  if (/[`|\\]/.test(shown) || shown.trim() !== shown) return `<code>${markdownText(text)}</code>`;
  return `\`${shown}\``;
}

/** A table with a head; cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Lines of text in a fence that no line of theirs can close. */
export function markdownFence(lines: readonly string[], language: string): string {
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

/**
 * Forges look for references in the rendered text, past every escape: only a zero-width space after the sign stops them.
 * `@team`, `#12`, `!12`, `GH-12`, addresses, and `:names:` of pictures: a name must not draw a tick of its own.
 */
const REFERENCE =
  /([@#!~%$&](?=[\w"])|\b(?:GH|AB)[-#](?=\d)|\b(?:https?|ftp|mailto|data|javascript):(?=\S)|\bwww(?=\.\S)|:(?=[a-z_+-][\w+-]*:))/gi;

/** Every sign with a meaning in CommonMark, GFM or HTML. A character reference never has that meaning. */
const SIGNIFICANT = /[\\`*_{}[\]<>&|~#@$!^]/g;

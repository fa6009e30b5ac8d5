import type { EngineReport } from "#schemas/check-report";
import { describePassing, PASSING_SHOWN, PASSING_TITLE } from "../words/describe-passing.js";
import { markdownText } from "./markdown.js";

/** What came and went between two looks; nothing where nothing did. */
export function markdownPassing({ passing = [] }: EngineReport): readonly string[] {
  if (passing.length === 0) return [];
  const shown = passing.slice(-PASSING_SHOWN).toReversed().map(describePassing);
  const lines = shown.map(
    ({ title, sentences }) => `- **${markdownText(title)}**: ${sentences.map(markdownText).join(" ")}`,
  );
  const more = passing.length > PASSING_SHOWN ? [`- … and ${passing.length - PASSING_SHOWN} more`] : [];
  return [[`### ${PASSING_TITLE}`, "", ...lines, ...more].join("\n")];
}

import type { Readiness } from "#schemas/readiness";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "../text/cut-text.js";
import { describePart } from "../words/describe-part.js";
import { partWord } from "../words/part-word.js";
import { SHARED_NOTE } from "../words/shared-note.js";
import { markdownTable, markdownText } from "./markdown.js";

/** Readiness by tier and by flow; nothing where policy names neither. */
export function markdownParts(readiness: Readiness): readonly string[] {
  const { byTier, byFlow } = readiness;
  const rows = [
    ...partRows(readiness, byTier, (tier) => `Tier ${tier}`),
    ...partRows(readiness, byFlow, (flow) => flow),
  ];
  if (rows.length === 0) return [];
  const table = markdownTable(["Tier or flow", "Verdict", "Findings that block", "Other reasons"], rows);
  return [`### Readiness by tier and flow\n\n${table}\n\n${SHARED_NOTE}`];
}

function partRows(
  readiness: Readiness,
  parts: Readiness["byTier"],
  nameOf: (key: string) => string,
): readonly (readonly string[])[] {
  return Object.entries(parts)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, part]) => [
      markdownText(cutText(nameOf(key), 80)),
      partWord(part),
      String(part.blocking),
      markdownText(describePart(part, readiness)),
    ]);
}

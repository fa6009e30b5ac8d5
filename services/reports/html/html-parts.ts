import type { Readiness } from "#schemas/readiness";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "../text/cut-text.js";
import { describePart } from "../words/describe-part.js";
import { partMark, partWord } from "../words/part-word.js";
import { SHARED_NOTE } from "../words/shared-note.js";
import { htmlTable } from "./html-table.js";
import { type Markup, type MarkupValue, markup } from "./markup.js";

/** Readiness by tier and by flow in one table: one tier-4 feed must not hide that admissions are fine. */
export function htmlParts(readiness: Readiness): Markup | null {
  const rows = [
    ...partRows(readiness, readiness.byTier, (tier) => `Tier ${tier}`),
    ...partRows(readiness, readiness.byFlow, (flow) => flow),
  ];
  if (rows.length === 0) return null;
  return markup`<h3>Readiness by tier and flow</h3>
${htmlTable({ caption: "Verdict for each tier and flow", columns: ["Tier or flow", "Verdict", "Findings that block", "Other reasons"], rows })}
<p class="soft">${SHARED_NOTE}</p>`;
}

function partRows(
  readiness: Readiness,
  parts: Readiness["byTier"],
  nameOf: (key: string) => string,
): readonly (readonly MarkupValue[])[] {
  return Object.entries(parts)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, part]) => [
      cutText(nameOf(key), 80),
      markup`<span class="${VERDICT_CLASSES[partMark(part)]}">${partWord(part)}</span>`,
      part.blocking,
      describePart(part, readiness),
    ]);
}

const VERDICT_CLASSES = { ready: "passed", "not-ready": "failed", unknown: "warning" } as const;

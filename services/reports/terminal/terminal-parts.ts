import type { Readiness } from "#schemas/readiness";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "../text/cut-text.js";
import { describePart } from "../words/describe-part.js";
import { partWord } from "../words/part-word.js";
import { SHARED_NOTE } from "../words/shared-note.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes readiness by tier and by flow, so that one tier-4 feed does not hide that admissions are fine. */
export function writeParts(page: TerminalPage, readiness: Readiness): void {
  writeTable(page, "BY TIER", rowsOf(readiness, readiness.byTier), (tier) => `tier ${tier}`);
  writeTable(page, "BY FLOW", rowsOf(readiness, readiness.byFlow), (flow) => flow);
  const rows = [...Object.keys(readiness.byTier), ...Object.keys(readiness.byFlow)];
  if (rows.length > 0) page.add(SHARED_NOTE, { lead: "    ", style: "dim" });
}

interface Row {
  readonly key: string;
  readonly verdict: string;
  /** What keeps it from being ready: findings by number, other reasons by code. */
  readonly because: string;
}

function rowsOf(readiness: Readiness, parts: Readiness["byTier"]): readonly Row[] {
  return Object.entries(parts)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, part]) => ({
      key,
      verdict: partWord(part),
      because: [part.blocking === 0 ? "" : `${part.blocking} blocking`, describePart(part, readiness)]
        .filter((text) => text !== "")
        .join(", "),
    }));
}

function writeTable(page: TerminalPage, title: string, rows: readonly Row[], nameOf: (key: string) => string): void {
  if (rows.length === 0) return;
  page.gap().add(title, { lead: "  ", style: "bold" });
  for (const { key, verdict, because } of rows)
    page.add(`${verdict}${because === "" ? "" : `, ${because}`}: ${cutText(nameOf(key), 80)}`, { lead: "    " });
}

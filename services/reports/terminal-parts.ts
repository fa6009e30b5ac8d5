import type { Readiness } from "#schemas/readiness";
import { compareText } from "#services/core/text/compare-text";
import { cutText } from "./cut-text.js";
import { SHARED_NOTE } from "./shared-note.js";
import { VERDICT_WORDS } from "./standing.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes readiness by tier and by flow, so that one tier-4 feed does not hide that admissions are fine. */
export function writeParts(page: TerminalPage, readiness: Readiness): void {
  writeTable(page, "BY TIER", readiness.byTier, (tier) => `tier ${tier}`);
  writeTable(page, "BY FLOW", readiness.byFlow, (flow) => flow);
  const rows = [...Object.keys(readiness.byTier), ...Object.keys(readiness.byFlow)];
  if (rows.length > 0) page.add(SHARED_NOTE, { lead: "    ", style: "dim" });
}

function writeTable(
  page: TerminalPage,
  title: string,
  parts: Readiness["byTier"],
  nameOf: (key: string) => string,
): void {
  const rows = Object.entries(parts).toSorted(([a], [b]) => compareText(a, b));
  if (rows.length === 0) return;
  page.gap().add(title, { lead: "  ", style: "bold" });
  for (const [key, part] of rows) {
    const blocking = part.blocking === 0 ? "" : `, ${part.blocking} blocking`;
    page.add(`${VERDICT_WORDS[part.verdict]}${blocking}: ${cutText(nameOf(key), 80)}`, { lead: "    " });
  }
}

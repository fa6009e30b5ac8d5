import type { EvidencePackReport } from "#schemas/evidence-pack-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";
import { showPeriod } from "./show-period.js";

/** What was packed, on a terminal, and how to check it. */
export function renderPackTerminal(report: EvidencePackReport, options: TerminalOptions): string {
  const { file, bytes, sha256, parameters, rows, notes, signedBy, record } = report;
  const page = new TerminalPage(options);
  page.add(cutText(file, 300), { style: "bold" });
  page.add(`${showPeriod(parameters)}; ${parameters.framework}`, {
    lead: "  ",
  });
  page.add(`engines: ${cutText(parameters.engines.join(", "), 300)}`, { lead: "  " });
  if (parameters.leftOut.length > 0)
    page.add("the records of all engines are inside: the chain proves nothing with records left out", { lead: "  " });
  page.add(`${bytes} bytes, sha256 ${sha256}`, { lead: "  " });
  page.add(`signed by ${signedBy}; recorded as ${record}`, { lead: "  " });
  page.gap();
  for (const [id, count] of Object.entries(rows)) page.add(`${id}: ${count}`, { lead: "  " });
  if (notes.length > 0) page.gap().add("What cannot be told", { style: "bold" });
  for (const note of notes) page.add(cutText(note, 1000), { lead: "  · " });
  page.gap();
  page.add(
    "Whoever receives it checks it with 'lockstep evidence verify', or with the verify.mjs inside it, and asks you for the fingerprint above.",
  );
  return page.toString();
}

import type { EvidenceFrameworksReport } from "#schemas/evidence-frameworks-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";

/** Every edition that a pack can be pinned to, on a terminal. */
export function renderFrameworksTerminal({ editions }: EvidenceFrameworksReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  for (const edition of editions) {
    page.gap().add(edition.ref, { style: "bold" });
    page.add(cutText(edition.title, 200), { lead: "  " });
    page.add(countsOf(edition), { lead: "  " });
    if (edition.status === "provisional") page.add("provisional", { lead: "  ", style: "yellow" });
    for (const note of edition.notes) page.add(cutText(note, 1000), { lead: "  · " });
  }
  return page.toString();
}

type Edition = EvidenceFrameworksReport["editions"][number];

function countsOf({ outcomes, mapped, catalogue, assessmentYear, levelsLoaded }: Edition): string {
  const counted = catalogue === "whole" ? `${outcomes} outcomes` : `${outcomes} entries of more`;
  const year =
    assessmentYear === null ? "" : `; periods that end from ${assessmentYear.first} to ${assessmentYear.last}`;
  const levels = levelsLoaded ? "; expected levels loaded by the organisation" : "";
  return `${counted}, a pack has something to say to ${mapped}${year}${levels}`;
}

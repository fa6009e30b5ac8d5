import type { EvidenceCrosswalkReport } from "#schemas/evidence-frameworks-report";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";

/** What became of each outcome from one edition to another, on a terminal. */
export function renderCrosswalkTerminal(report: EvidenceCrosswalkReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  page.add(`From ${report.over.join(" to ")}.`, { style: "bold" });
  for (const row of report.rows) {
    page.add(sidesOf(row), { lead: `  ${row.relation.padEnd(9)} ` });
    for (const note of row.notes) page.add(cutText(note, 1000), { lead: "            " });
  }
  page.gap();
  if (report.reach === "total") page.add("Every outcome of both editions stands above.");
  else page.add("What the same evidence speaks to in both: it makes neither the equal of the other.");
  for (const side of ["from", "to"] as const) {
    const ids = report.without[side];
    if (ids.length > 0) page.add(`Without a counterpart in ${report[side]}: ${ids.join(", ")}.`);
  }
  return page.toString();
}

type Row = EvidenceCrosswalkReport["rows"][number];

/** What bears the same id and title on both sides is told once. */
function sidesOf({ from, to }: Row): string {
  const isSame = from !== null && to !== null && from.id === to.id && from.title === to.title;
  return isSame ? sideOf(from) : `${sideOf(from)} → ${sideOf(to)}`;
}

function sideOf(side: Row["from"]): string {
  return side === null ? "—" : `${side.id} ${cutText(side.title, 120)}`;
}

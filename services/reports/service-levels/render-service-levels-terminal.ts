import type { ServiceFigure, ServiceLevelsReport } from "#schemas/service-levels-report";
import { BANDS } from "#services/core/compliance/band-of-run";
import { type Style, type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { cutText } from "../text/cut-text.js";
import { showInstant } from "../text/describe-time.js";
import { BAND_NAMES, bandShares } from "./describe-bands.js";
import { FIGURE_NAMES, OUTCOME_WORDS, showCases, showValue } from "./describe-figure.js";

/** A month against its service levels, on a terminal. */
export function renderServiceLevelsTerminal(report: ServiceLevelsReport, options: TerminalOptions): string {
  const page = new TerminalPage(options);
  const until = report.complete ? "" : `, until ${showInstant(report.to)}: the month is not over`;
  page.add(`Service levels of ${cutText(report.estate, 80)}, ${report.month}${until}.`, { style: "bold" });
  for (const figure of report.figures) writeFigure(page, figure);
  page.gap().add("Compliance over the month", { lead: "  ", style: "bold" });
  const { times, engines, markers } = report.compliance;
  writeBands(page, "all engines", times);
  for (const engine of engines) writeBands(page, cutText(engine.engineId, 80), engine.times);
  for (const { at, what, detail } of markers) {
    page.add(`${showInstant(at)}: ${MARKERS[what]} (${detail.map((each) => cutText(each, 80)).join(", ")})`, {
      lead: "    · ",
    });
  }
  return page.toString();
}

/** What each marker says. */
export const MARKERS = {
  policy: "the policy changed",
  "change-control": "the rules of change control changed",
  reader: "a newer reader made the baseline anew",
} as const;

const STYLES: Readonly<Record<ServiceFigure["outcome"], Style | undefined>> = {
  met: "green",
  missed: "red",
  unknown: "yellow",
  "no-target": undefined,
};

function writeFigure(page: TerminalPage, figure: ServiceFigure): void {
  const { id, target, outcome, notes } = figure;
  const style = STYLES[outcome];
  page.gap().add(`${FIGURE_NAMES[id]}`, { lead: "  ", style: "bold" });
  const held = target === null ? "" : `, target ${target}`;
  page.add(`${showValue(figure)} (${showCases(figure)})${held}: ${OUTCOME_WORDS[outcome]}`, {
    lead: "    ",
    ...(style && { style }),
  });
  for (const note of notes) page.add(note, { lead: "    " });
}

function writeBands(page: TerminalPage, name: string, times: Parameters<typeof bandShares>[0]): void {
  const shares = bandShares(times);
  const told = BANDS.map((band, index) => `${BAND_NAMES[band].toLowerCase()} ${shares[index] ?? ""}`);
  page.add(`${name}: ${told.join(", ")}`, { lead: "    " });
}

import type { CheckReport } from "#schemas/check-report";
import { cutText } from "../text/cut-text.js";
import { standingOf, wordOf } from "../words/standing.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes the verdicts of several engines before anything else, one a line; of one engine it stands right below. */
export function writeEngines(page: TerminalPage, { engines, at }: CheckReport): void {
  if (engines.length < 2) return;
  page.gap();
  for (const engine of engines)
    page.add(`${wordOf(standingOf(engine, at))}: ${cutText(engine.engineId, 80)}`, { lead: "  " });
}

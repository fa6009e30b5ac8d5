import type { EngineReport } from "#schemas/check-report";
import { describePassing, PASSING_SHOWN, PASSING_TITLE } from "../words/describe-passing.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes what came and went between two looks. Nothing where nothing did. */
export function writePassing(page: TerminalPage, { passing = [] }: EngineReport): void {
  if (passing.length === 0) return;
  page.gap().add(`${PASSING_TITLE.toUpperCase()}: ${passing.length} in the last seven days`, {
    lead: "  ",
    style: "bold",
  });
  for (const change of passing.slice(-PASSING_SHOWN).toReversed()) {
    const { title, sentences } = describePassing(change);
    page.add(title, { lead: "    ~ " });
    for (const sentence of sentences) page.add(sentence, { lead: "      " });
  }
  const more = passing.length - PASSING_SHOWN;
  if (more > 0) page.add(`… and ${more} more: see the JSON answer.`, { lead: "    " });
}

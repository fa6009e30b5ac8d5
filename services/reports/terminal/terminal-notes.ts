import type { EngineReport } from "#schemas/check-report";
import { listNotes } from "../words/list-notes.js";
import type { TerminalPage } from "./terminal-page.js";

/** Writes what blocks nothing and should be known. Nothing where there is nothing. */
export function writeNotes(page: TerminalPage, engine: EngineReport): void {
  const notes = listNotes(engine);
  if (notes.length === 0) return;
  page.gap().add("GOOD TO KNOW", { lead: "  ", style: "bold" });
  for (const note of notes) page.add(note, { lead: "    · " });
}

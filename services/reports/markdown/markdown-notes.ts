import type { EngineReport } from "#schemas/check-report";
import { listNotes } from "../words/list-notes.js";
import { markdownText } from "./markdown.js";

/** What blocks nothing and should be known; nothing where there is nothing. */
export function markdownNotes(engine: EngineReport): readonly string[] {
  const notes = listNotes(engine).map((note) => `- ${markdownText(note)}`);
  return notes.length === 0 ? [] : [["### Good to know", "", ...notes].join("\n")];
}

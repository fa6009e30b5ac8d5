import type { EngineReport } from "#schemas/check-report";
import { writeActions } from "../terminal/terminal-actions.js";
import { writeNotes } from "../terminal/terminal-notes.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { writePassing } from "../terminal/terminal-passing.js";
import { writeVerdict } from "../terminal/terminal-verdict.js";

/** The answer of `explain`: the verdict as of `at`, and the shortest list of actions that makes the engine ready, by owner. */
export function renderExplainTerminal(
  engine: EngineReport,
  options: TerminalOptions & { readonly at: string },
): string {
  const page = new TerminalPage(options);
  writeVerdict(page, engine, options.at);
  writeActions(page, engine);
  writePassing(page, engine);
  writeNotes(page, engine);
  return page.toString();
}

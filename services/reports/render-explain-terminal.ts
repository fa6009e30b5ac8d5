import type { EngineReport } from "#schemas/check-report";
import { cutText } from "./cut-text.js";
import { writeActions } from "./terminal-actions.js";
import { type TerminalOptions, TerminalPage } from "./terminal-page.js";
import { writeVerdict } from "./terminal-verdict.js";

/** The answer of `explain`: the verdict as of `at`, and the shortest list of actions that makes the engine ready, by owner. */
export function renderExplainTerminal(
  engine: EngineReport,
  options: TerminalOptions & { readonly at: string },
): string {
  const page = new TerminalPage(options);
  writeVerdict(page, engine, options.at);
  writeActions(page, engine);
  const notes = engine.readiness.reasons.filter((reason) => reason.verdict === "ready");
  if (notes.length > 0) page.gap().add("GOOD TO KNOW", { lead: "  ", style: "bold" });
  for (const note of notes) page.add(cutText(note.message, 400), { lead: "    · " });
  return page.toString();
}

import type { EngineReport } from "#schemas/check-report";
import type { LastProven } from "#schemas/exercise";
import { describeProof } from "../practice/describe-proof.js";
import { writeNotes } from "../terminal/terminal-notes.js";
import { type TerminalOptions, TerminalPage } from "../terminal/terminal-page.js";
import { writeParts } from "../terminal/terminal-parts.js";
import { writeVerdict } from "../terminal/terminal-verdict.js";
import { cutText } from "../text/cut-text.js";
import { describeQueues } from "../words/describe-node.js";

interface ReadyTerminalOptions extends TerminalOptions {
  readonly at: string;
  /** `null`: nothing on record proves the engine. Left out: nothing is said of it. */
  readonly lastProven?: LastProven | null;
}

/** The answer of `ready`: the stored verdict with its age as of `at`, by flow and tier, and the reasons in one line each. */
export function renderReadyTerminal(engine: EngineReport, options: ReadyTerminalOptions): string {
  const page = new TerminalPage(options);
  writeVerdict(page, engine, options.at);
  writeParts(page, engine.readiness);
  const reasons = engine.readiness.reasons.filter((reason) => reason.verdict !== "ready");
  if (reasons.length > 0) page.gap().add("REASONS", { lead: "  ", style: "bold" });
  for (const reason of reasons) {
    page.add(`${reason.verdict}: ${cutText(reason.message, 400)} (${cutText(reason.code, 60)})`, { lead: "    · " });
  }
  writeNotes(page, engine);
  page.gap().add(describeQueues(engine.readiness.queued), { lead: "  " });
  if (options.lastProven !== undefined) page.add(describeProof(options.lastProven ?? undefined), { lead: "  " });
  if (reasons.length > 0)
    page.add(`Run 'lockstep explain ${cutText(engine.engineId, 80)}' for what to do.`, { lead: "  " });
  return page.toString();
}

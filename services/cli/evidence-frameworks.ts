import type { Command } from "commander";
import { listFrameworks } from "#services/core/control-maps/list-frameworks";
import { renderFrameworksTerminal } from "#services/reports/evidence/render-frameworks-terminal";
import { addExamples } from "./add-examples.js";
import { type CommandContext, layoutOf } from "./command-context.js";
import { findControlLibrary } from "./find-control-library.js";
import { printAnswer } from "./print-answer.js";

/** Adds `evidence frameworks`, which works without an estate, too. */
export function addEvidenceFrameworks(evidence: Command, program: Command, context: CommandContext): void {
  const command = evidence
    .command("frameworks")
    .description("every framework and edition that a pack can be pinned to")
    .option("--json", "print the answer as JSON");
  addExamples(command, "evidence frameworks").action(async (options: { readonly json?: boolean }) => {
    const report = listFrameworks(await findControlLibrary(program, context));
    printAnswer(report, () => renderFrameworksTerminal(report, layoutOf(context)), context, options);
  });
}

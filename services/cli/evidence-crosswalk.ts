import type { Command } from "commander";
import { findCrosswalk } from "#services/core/control-maps/find-crosswalk";
import { getEdition, getOutcome } from "#services/core/control-maps/get-edition";
import { renderCrosswalkTerminal } from "#services/reports/evidence/render-crosswalk-terminal";
import { addExamples } from "./add-examples.js";
import { type CommandContext, layoutOf } from "./command-context.js";
import { findControlLibrary } from "./find-control-library.js";
import { printAnswer } from "./print-answer.js";

interface CrosswalkOptions {
  readonly outcome?: string;
  readonly json?: boolean;
}

/** Adds `evidence crosswalk`, which works without an estate, too. */
export function addEvidenceCrosswalk(evidence: Command, program: Command, context: CommandContext): void {
  const command = evidence
    .command("crosswalk")
    .description("what became of each outcome from one edition to another, or what lies near it in another framework")
    .argument("<from>", "framework and edition, for example nhs-dspt-caf@2025-26")
    .argument("<to>")
    .option("--outcome <id>", "only this outcome of the first edition")
    .option("--json", "print the answer as JSON");
  addExamples(
    command,
    "evidence crosswalk nhs-dspt-caf@2025-26 nhs-dspt-caf@2026-27",
    "evidence crosswalk nhs-dspt-caf@2025-26 iso-27001@2022 --outcome B4.b",
  ).action(async (from: string, to: string, { outcome, ...options }: CrosswalkOptions) => {
    const library = await findControlLibrary(program, context);
    const whole = findCrosswalk(library, from, to);
    const id = outcome === undefined ? undefined : getOutcome(getEdition(library, from), outcome).id;
    const report = id === undefined ? whole : { ...whole, rows: whole.rows.filter((row) => row.from?.id === id) };
    printAnswer(report, () => renderCrosswalkTerminal(report, layoutOf(context)), context, options);
  });
}

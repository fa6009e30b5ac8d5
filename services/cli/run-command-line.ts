import { Command, CommanderError } from "commander";
import { escapeText } from "#services/core/text/escape-text";
import { addAlign } from "./align.js";
import { addBaseline } from "./baseline.js";
import { addCabPack } from "./cab-pack.js";
import { addChange } from "./change.js";
import { addCheck } from "./check.js";
import { addCollect } from "./collect.js";
import type { CommandContext } from "./command-context.js";
import { addCompare } from "./compare.js";
import { addDemo } from "./demo.js";
import { addDoctor } from "./doctor.js";
import { addEvidence } from "./evidence.js";
import { EXIT } from "./exit-codes.js";
import { addExplain } from "./explain.js";
import { addInit } from "./init.js";
import { addLedger } from "./ledger.js";
import { addNotices } from "./notices.js";
import { addOverride } from "./override.js";
import { addPolicy } from "./policy.js";
import { addProtect } from "./protect.js";
import { addReady } from "./ready.js";
import { reportError } from "./report-error.js";
import { addReview } from "./review.js";
import { addRunbook } from "./runbook.js";
import { addRuns } from "./runs.js";
import { addServe } from "./serve.js";
import { addServiceLevels } from "./service-levels.js";
import { addShow } from "./show.js";
import { addTickets } from "./tickets.js";
import { addToken } from "./token.js";
import { addTrace } from "./trace.js";
import { addValidate } from "./validate.js";
import { VERSION } from "./version.js";
import { addWaive } from "./waive.js";
import { addWatchdog } from "./watchdog.js";
import { addWork } from "./work.js";

/**
 * Runs one command line and gives its exit code; nothing here ends the process. Without a command it prints the help on
 * stderr and is a usage error: a scheduler whose command was lost must not take silence for `ready`.
 */
export async function runCommandLine(args: readonly string[], context: CommandContext): Promise<number> {
  let exit: number = EXIT.ready;
  const program = new Command("lockstep")
    .description("Keeps a standby integration engine in lockstep with production, and proves it.")
    .version(VERSION)
    .option("--estate <folder>", "the estate's folder (default: the one above, or LOCKSTEP_ESTATE)")
    .showSuggestionAfterError()
    .showHelpAfterError("(see: lockstep help)")
    .addHelpText("after", EXITS)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      // It quotes what was typed, and what was typed may come from anywhere.
      writeErr: (text) => void context.stderr.write(escapeText(text, { lines: "keep" })),
    });
  const parts = [
    addInit,
    addDoctor,
    addValidate,
    addCheck,
    addCompare,
    addChange,
    addReady,
    addExplain,
    addAlign,
    addRunbook,
    addShow,
    addRuns,
    addBaseline,
    addPolicy,
    addTickets,
    addWaive,
    addOverride,
    addReview,
    addProtect,
    addCabPack,
    addLedger,
    addNotices,
    addServiceLevels,
    addEvidence,
    addTrace,
    addServe,
    addWork,
    addWatchdog,
    addToken,
    addCollect,
    addDemo,
  ];
  for (const add of parts) {
    add(program, context, (code) => {
      exit = code;
    });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ready : EXIT.usage;
    return reportError(error, context);
  }
}

const EXITS = `
Exit: 0 ready, and nothing waits for a decision; 1 not ready, or a change that nothing explains or authorises;
      2 could not tell; 3 ready by an override alone; 64 usage; 70 a bug of ours; 130 interrupted.
`;

import { Command, CommanderError } from "commander";
import { escapeText } from "#services/core/text/escape-text";
import type { CommandContext } from "./command-context.js";
import { EXIT } from "./exit-codes.js";
import { loadCommands } from "./load-commands.js";
import { reportError } from "./report-error.js";
import { VERSION } from "./version.js";

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
  for (const add of await loadCommands(args)) {
    add(program, context, (code) => {
      exit = code;
    });
  }
  try {
    assertHelpOfSomething(program, args);
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ready : EXIT.usage;
    return reportError(error, context);
  }
}

/** Asked for the help of a command that it does not know, commander would show that of all, and succeed. @throws CommanderError */
function assertHelpOfSomething(program: Command, args: readonly string[]): void {
  if (!args.some((arg) => arg === "--help" || arg === "-h")) return;
  let at: Command = program;
  for (const word of program.parseOptions([...args]).operands) {
    if (at.commands.length === 0) return;
    const next = at.commands.find((command) => command.name() === word);
    if (next === undefined) {
      if (word === "help") return;
      at.error(`error: unknown command '${word}'`, { code: "commander.unknownCommand" });
    }
    at = next;
  }
}

const EXITS = `
Exit: 0 ready, and nothing waits for a decision; 1 not ready, or a change that nothing explains or authorises;
      2 could not tell; 3 ready by an override alone; 64 usage; 70 a bug of ours; 130 interrupted.
`;

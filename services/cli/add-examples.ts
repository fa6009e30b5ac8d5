import type { Command } from "commander";

/** Adds what a person would type to the help of a command. */
export function addExamples(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ lockstep ${example}\n`).join("");
  return command.addHelpText("after", `\n${examples.length === 1 ? "Example" : "Examples"}:\n${lines}`);
}

import type { Command } from "commander";

/** What a command needs from the process that runs it. */
export interface CommandContext {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: Output;
  readonly stderr: Output;
  /**
   * From now on Ctrl-C asks to stop instead of ending the process, and a second one ends it after all. Left out: nothing
   * can interrupt.
   */
  readonly catchInterrupts?: () => AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Adds one command to the program; `setExit` tells the exit code where it is not 0. */
export type AddCommand = (program: Command, context: CommandContext, setExit: (code: number) => void) => void;

/** How a text report is to be laid out on an output. */
export function layoutOf({ stdout, environment }: CommandContext): { colour: boolean; width: number } {
  // https://no-color.org: any value that is not empty.
  const wanted = (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
  const colour = stdout.isTTY === true && wanted;
  return { colour, width: Math.min(Math.max(stdout.columns ?? 100, 40), 140) };
}

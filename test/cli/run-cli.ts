import type { CommandContext } from "#services/cli/command-context";
import { runCommandLine } from "#services/cli/run-command-line";

/** What a command line said and how it ended. */
export interface CliResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly isTTY?: boolean;
  /** Stands in the place of writing to stdout. */
  readonly write?: (text: string) => void;
}

/** Runs one command line in this process, as a person would in a shell. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const said = { stdout: "", stderr: "" };
  const context: CommandContext = {
    cwd: options.cwd,
    environment: { ...process.env, ...options.environment },
    stdout: {
      write: (text) => {
        options.write?.(text);
        said.stdout += text;
      },
      isTTY: options.isTTY === true,
    },
    stderr: {
      write: (text) => {
        said.stderr += text;
      },
      isTTY: options.isTTY === true,
    },
  };
  const exit = await runCommandLine(args, context);
  return { exit, ...said };
}

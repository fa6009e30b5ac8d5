import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandSource } from "#schemas/command-source";
import { LockstepError } from "#services/core/errors";
import { sshOptions } from "#services/wire/ssh-options";
import type { FileFolder } from "../files/file-folder.js";
import type { FileLimits } from "../files/file-limits.js";
import { openLocalFolder } from "../files/open-local-folder.js";
import { openFiles } from "../files/open-local-path.js";
import { quoteForShell } from "./quote-for-shell.js";
import { runCommand } from "./run-command.js";

export interface CommandContext {
  readonly nodeId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly limits: FileLimits;
}

const OUTPUT = "{output}";
const DEFAULT_MAX_BYTES = 64 * 1024 ** 2;

/** Whether a command writes files rather than prints. */
export function takesFolder({ argv }: CommandSource): boolean {
  return argv.some((argument) => argument.includes(OUTPUT));
}

/**
 * Runs a command, and opens what it gave: its output as one file, or the fresh folder that it was told to write to, which is
 * gone afterwards. What an earlier run left somewhere is thus never taken for an answer.
 */
export async function openCommand(command: CommandSource, context: CommandContext): Promise<FileFolder> {
  const folder = takesFolder(command) ? await mkdtemp(join(tmpdir(), "lockstep-command-")) : undefined;
  const remove = async (): Promise<void> => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    const argv = command.argv.map((argument) => argument.replaceAll(OUTPUT, folder ?? OUTPUT));
    const { maxBytes = DEFAULT_MAX_BYTES, exitCodes = [0] } = command;
    const [program = ""] = command.argv;
    const run = { program, argv: wayTo(command, argv), environment: environmentOf(command), maxBytes, exitCodes };
    const printed = await runCommand(run, context);
    if (folder === undefined) {
      if (printed.byteLength === 0) {
        throw new LockstepError("answer-unexpected", `${context.nodeId}: the command ${program} printed nothing.`);
      }
      const name = command.name ?? "output";
      return openFiles([{ name, bytes: printed }], name);
    }
    const opened = await openLocalFolder(folder, context.limits);
    return { ...opened, close: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** On another machine a shell reads the command: each argument is quoted, so that it arrives as it stands. */
function wayTo({ ssh }: CommandSource, argv: readonly string[]): readonly string[] {
  if (ssh === undefined) return argv;
  return ["ssh", ...sshOptions(ssh), "-T", "--", ssh.host, argv.map(quoteForShell).join(" ")];
}

/** Nothing but what is named; `ssh` itself needs its agent and its home. */
function environmentOf({ env = [], ssh }: CommandSource): Readonly<Record<string, string>> {
  const needed = ssh === undefined ? ["SystemRoot"] : ["PATH", "HOME", "SSH_AUTH_SOCK", "SystemRoot"];
  const named = [...needed, ...env].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named);
}

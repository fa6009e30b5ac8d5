import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runCommandLine } from "#services/cli/run-command-line";

/** What one command said, with its words in front of it. */
export interface Said {
  readonly command: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process over an estate, and keeps all it says. */
export async function runCommand(
  args: readonly string[],
  { folder, environment }: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
): Promise<Said> {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(args, {
    cwd: folder,
    environment,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { command: args.join(" "), code, stdout, stderr };
}

/** The options that make `check` and `compare` write every file form, below a folder. */
export async function everyForm(folder: string, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const file = (extension: string): string => join(folder, `${name}.${extension}`);
  return ["--sarif", file("sarif"), "--junit", file("xml"), "--html", file("html"), "--markdown", file("md")];
}

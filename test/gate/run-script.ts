import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "#test/project-root";

/** What a script said and how it ended. */
export interface ScriptEnd {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The folder of the adapters, as they are shipped. */
export const GATE_FOLDER = join(projectRoot, "docs", "gate");

/** Runs one of the adapters as a machine would, with nothing of our environment but PATH. */
export function runScript(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ScriptEnd> {
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  return new Promise((resolve) => {
    execFile("sh", [join(GATE_FOLDER, name), ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exit: typeof code === "number" ? code : -1, stdout, stderr });
    });
  });
}

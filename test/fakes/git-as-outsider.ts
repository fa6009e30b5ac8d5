import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs git over a bare repository as an outsider would, and gives its standard output. */
export async function gitAsOutsider(gitDir: string, ...args: readonly string[]): Promise<string> {
  const environment = { PATH: process.env["PATH"] ?? "", GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
  const options = { env: environment, maxBuffer: 1024 ** 3 };
  return (await promisify(execFile)("git", [`--git-dir=${gitDir}`, ...args], options)).stdout.trimEnd();
}

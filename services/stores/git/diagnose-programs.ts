import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Diagnosis } from "#services/ports/connector";

/** The first git that signs with SSH keys, knows the settings that Lockstep gives it, and merges without a work tree. */
const OLDEST_GIT = [2, 38] as const;

/** Looks for the programs that Lockstep runs. */
export async function diagnosePrograms(): Promise<readonly Diagnosis[]> {
  return [await diagnoseGit(), await diagnoseSshKeygen()];
}

async function diagnoseGit(): Promise<Diagnosis> {
  const said = await ask("git", ["--version"]);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(said ?? "") ?? [];
  const remedy = `Install git ${OLDEST_GIT.join(".")} or later.`;
  if (major === undefined)
    return { check: "git", state: "failed", message: "is not installed, or not on PATH", remedy };
  const message = `is version ${major}.${minor}`;
  const isOld = Number(major) < OLDEST_GIT[0] || (Number(major) === OLDEST_GIT[0] && Number(minor) < OLDEST_GIT[1]);
  return isOld ? { check: "git", state: "failed", message, remedy } : { check: "git", state: "ok", message };
}

/** It has no option that asks for its version; it comes with `ssh`, which tells. */
async function diagnoseSshKeygen(): Promise<Diagnosis> {
  const check = "ssh-keygen";
  const remedy = "Install OpenSSH's client programs 8.2 or later: every snapshot and record is signed with them.";
  if ((await ask("ssh-keygen", ["-Y", "no-such-operation"])) === undefined)
    return { check, state: "failed", message: "is not installed, or not on PATH", remedy };
  const [, version] = /OpenSSH_([\w.]+)/.exec((await ask("ssh", ["-V"])) ?? "") ?? [];
  return { check, state: "ok", message: version === undefined ? "is installed" : `is that of OpenSSH ${version}` };
}

/** What a program says, whatever its exit; `undefined` where it cannot be started. */
async function ask(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { timeout: 10_000 });
    return `${stdout}${stderr}`;
  } catch (error) {
    return error instanceof Error && "code" in error && typeof error.code === "number" ? "" : undefined;
  }
}

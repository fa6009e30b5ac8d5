import { execFile } from "node:child_process";
import { readFile, rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { LockstepError } from "#services/core/errors";
import { LOCKSTEP_EMAIL } from "./run-git.js";

/**
 * Makes an Ed25519 key pair for signing, `file` and `file.pub`, and gives the public key. Where `file` stands, the pair is whole.
 *
 * @throws LockstepError `key-missing`, `system-refused` where ssh-keygen cannot be started
 */
export async function createSigningKey(file: string): Promise<string> {
  try {
    const unfinished = `${file}.new`;
    for (const name of [unfinished, `${unfinished}.pub`]) await rm(name, { force: true });
    await promisify(execFile)("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", LOCKSTEP_EMAIL, "-f", unfinished]);
    await rename(`${unfinished}.pub`, `${file}.pub`);
    await rename(unfinished, file);
    return await readFile(`${file}.pub`, "utf8");
  } catch (cause) {
    if (isNotFound(cause)) {
      const message = "ssh-keygen cannot be started: install OpenSSH's client programs, or put them on PATH";
      throw new LockstepError("system-refused", message, { cause });
    }
    throw new LockstepError("key-missing", `no signing key could be made at ${file}`, {
      cause,
    });
  }
}

function isNotFound(cause: unknown): boolean {
  return cause instanceof Error && "syscall" in cause && cause.syscall === "spawn ssh-keygen";
}

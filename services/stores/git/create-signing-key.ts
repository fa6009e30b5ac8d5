import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { LockstepError } from "#services/core/errors";
import { LOCKSTEP_EMAIL } from "./run-git.js";

/** Makes an Ed25519 key pair for signing, `file` and `file.pub`, and gives the public key. @throws LockstepError `key-missing` */
export async function createSigningKey(file: string): Promise<string> {
  try {
    await promisify(execFile)("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", LOCKSTEP_EMAIL, "-f", file]);
    return await readFile(`${file}.pub`, "utf8");
  } catch (cause) {
    throw new LockstepError("key-missing", `no signing key could be made at ${file}: is ssh-keygen installed?`, {
      cause,
    });
  }
}

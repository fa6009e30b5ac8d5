import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import type { GitContext } from "./git-context.js";
import { readObjects, type StoredObject } from "./read-objects.js";
import { MAIN_REF } from "./refs.js";
import { LOCKSTEP_EMAIL } from "./run-git.js";

/** Where the public keys stand on `main`. */
export const ALLOWED_SIGNERS_PATH = "policy/allowed_signers";

/** One line of an allowed-signers file for a public key file of `ssh-keygen`. */
export function allowedSignersLine(publicKey: string): string {
  const [type = "", key = ""] = publicKey.trim().split(/\s+/);
  return `${LOCKSTEP_EMAIL} namespaces="git" ${type} ${key}\n`;
}

/**
 * Gives a file of the public keys that count: the configured one, or a copy of what is in force on `main`.
 *
 * @throws LockstepError `key-missing`
 */
export async function findAllowedSigners(context: GitContext): Promise<string> {
  if (context.allowedSignersFile !== undefined) {
    await readFile(context.allowedSignersFile).catch((cause: unknown) => {
      throw new LockstepError("key-missing", `${context.allowedSignersFile} cannot be read`, { cause });
    });
    return context.allowedSignersFile;
  }
  const governed = await readGovernedSigners(context.gitDir, MAIN_REF);
  return await keepCopy(context.gitDir, governed.id, governed.bytes);
}

/** Gives the public keys that count as they stand at a commit of `main`, as a text. @throws LockstepError `key-missing` */
export async function readAllowedSigners({ gitDir }: Pick<GitContext, "gitDir">, commit: string): Promise<string> {
  return (await readGovernedSigners(gitDir, commit)).bytes.toString("utf8");
}

async function readGovernedSigners(gitDir: string, commit: string): Promise<StoredObject> {
  const [governed] = await readObjects(gitDir, [`${commit}:${ALLOWED_SIGNERS_PATH}`]);
  if (governed?.type === "blob") return governed;
  throw new LockstepError("key-missing", `main holds no ${ALLOWED_SIGNERS_PATH}: nobody's signature can be trusted`);
}

// Git wants a file. The copy is named after its content, so that it is never out of date and two writers write the same.
async function keepCopy(gitDir: string, id: string, bytes: Buffer): Promise<string> {
  const folder = join(gitDir, "lockstep");
  const file = join(folder, `allowed_signers-${id}`);
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === bytes.length && (await readFile(file)).equals(bytes)) return file;
  await mkdir(folder, { recursive: true });
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  await writeFile(part, bytes);
  await rename(part, file);
  return file;
}

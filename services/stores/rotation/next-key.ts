import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import { fingerprintOf } from "#services/core/seal/ssh-key";
import { createSigningKey } from "#services/stores/git/create-signing-key";
import { runSshKeygen } from "#services/stores/keys/run-ssh-keygen";

/** A public key, and the name by which people compare it. */
export interface PublicKey {
  /** `ssh-ed25519 AAAA…` */
  readonly text: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

/** Where the key that is to come lies until it is the one in use: the private part alone, which says the public one. */
export function nextKeyFile(signingKeyFile: string): string {
  return `${signingKeyFile}.next`;
}

/** Whether a rotation was begun and its key not put to use. */
export function hasNextKey(signingKeyFile: string): boolean {
  return existsSync(nextKeyFile(signingKeyFile));
}

/** Reads the public part out of a private key file. @throws LockstepError `key-missing`, `system-refused` */
export async function readPublicKey(privateKeyFile: string): Promise<PublicKey> {
  const { code, stdout } = await runSshKeygen(["-y", "-P", "", "-f", privateKeyFile], "");
  const [type = "", key = ""] = stdout.trim().split(/\s+/);
  if (code !== 0 || key === "") {
    throw new LockstepError("key-missing", `${privateKeyFile} is not an SSH private key without passphrase.`);
  }
  return { text: `${type} ${key}`, fingerprint: fingerprintOf(Buffer.from(key, "base64")) };
}

/** Makes the next key unless it lies there; of two processes at once the second finds the first one's. @throws LockstepError `key-missing` */
export async function ensureNextKey(signingKeyFile: string): Promise<PublicKey> {
  const next = nextKeyFile(signingKeyFile);
  if (!existsSync(next)) {
    const own = `${next}-${randomBytes(6).toString("hex")}`;
    try {
      await createSigningKey(own);
      await flush(own);
      await link(own, next).catch(unless("EEXIST"));
    } finally {
      for (const file of [own, `${own}.pub`]) await rm(file, { force: true });
    }
  }
  return await readPublicKey(next);
}

/** On disk before it is named to anybody: a key that a power cut took could sign nothing, and no other would count. */
async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Puts the next key in the place of the one in use. The file of the old public key goes first: beside another's private key it would stop
 * every signature, while none is missed.
 */
export async function putNextKeyToUse(signingKeyFile: string): Promise<void> {
  await rm(`${signingKeyFile}.pub`, { force: true });
  await rename(nextKeyFile(signingKeyFile), signingKeyFile).catch(unless("ENOENT"));
}

/** Another process at the same work was quicker. */
function unless(code: "EEXIST" | "ENOENT"): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}

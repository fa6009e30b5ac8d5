import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import { createMask, type Mask } from "#services/core/mask";

/**
 * Makes a mask key file, readable by its owner alone: `<key id> <64 hex digits>`. It has its name only once it is whole, and
 * takes no other's place: with half a key, or another one, no secret stored before could be compared again.
 *
 * @throws LockstepError `usage` where a key stands there
 */
export async function createMaskKey(file: string): Promise<void> {
  const key = randomBytes(32);
  // The id only names the key; it must not give a part of it away.
  const id = `k${randomBytes(3).toString("hex")}`;
  const unfinished = `${file}.new`;
  await writeFile(unfinished, `${id} ${key.toString("hex")}\n`, { mode: 0o600, flush: true });
  if (existsSync(file)) throw new LockstepError("usage", `${file} is there already: a mask key is never replaced.`);
  await rename(unfinished, file);
}

/** Reads a mask key file. @throws LockstepError `key-missing` where it is absent or not of that form */
export async function readMask(file: string): Promise<Mask> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new LockstepError(
      "key-missing",
      `The mask key ${file} cannot be read: restore it, or set LOCKSTEP_MASK_KEY_FILE.`,
      { cause },
    );
  });
  const found = /^([a-z0-9]{1,16}) ([0-9a-f]{64})$/.exec(text.trim());
  if (found?.[1] === undefined || found[2] === undefined) {
    throw new LockstepError(
      "key-missing",
      `The mask key ${file} is not '<key id> <64 hex digits>': restore it from your backup.`,
    );
  }
  return createMask(found[1], Buffer.from(found[2], "hex"));
}

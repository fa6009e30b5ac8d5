import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";

/**
 * Makes the key of the pseudonyms in the folder of the book, readable by its owner alone. One that is there stays; where the book has people already, an earlier one
 * was lost, and no other takes its place: under it nobody would be known again.
 *
 * @throws LockstepError `key-missing`
 */
export async function ensurePeopleKey(folder: string): Promise<"made" | "there"> {
  const file = peopleKeyFile(folder);
  if (existsSync(file)) return "there";
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).some((name) => name.endsWith(".person"))) throw lost(file);
  const unfinished = `${file}.new`;
  await writeFile(unfinished, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flush: true });
  await rename(unfinished, file);
  return "made";
}

/** Where the key lies in the folder of the book. */
export function peopleKeyFile(folder: string): string {
  return join(folder, "key");
}

/** Reads it. @throws LockstepError `key-missing` */
export async function readPeopleKey(folder: string): Promise<Uint8Array> {
  const file = peopleKeyFile(folder);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw missing(`The key of the pseudonyms, ${file}, cannot be read`, cause);
  });
  if (/^[0-9a-f]{64}$/.test(text.trim())) return Buffer.from(text.trim(), "hex");
  throw missing(`The key of the pseudonyms, ${file}, is not 64 hex digits`);
}

function missing(message: string, cause?: unknown): LockstepError {
  return new LockstepError("key-missing", `${message}: nothing is recorded of people without it.`, {
    cause,
    remedy:
      "Restore it from your backup: under another key nobody is known again. Where there never was one, 'lockstep people key' makes it.",
  });
}

function lost(file: string): LockstepError {
  return new LockstepError(
    "key-missing",
    `The book has people, and the key under which they got their pseudonyms, ${file}, is gone: no other is made in its place.`,
    {
      remedy:
        "Restore it from your backup. Where there is none, move the files of the book away first: from then on everybody has another pseudonym, and nobody is known again.",
    },
  );
}

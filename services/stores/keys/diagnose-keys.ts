import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import { peopleKeyFile } from "#services/stores/people/people-key";
import { readMask } from "./mask-key.js";

/** Looks at the key files: they are there, of the right form, and nobody but their owner can read them. */
export async function diagnoseKeys(files: {
  readonly maskKeyFile: string;
  readonly signingKeyFile: string;
  /** The book of people; where it has neither people nor a key, nothing is said of one. */
  readonly peopleFolder: string;
}): Promise<readonly Diagnosis[]> {
  return [
    (await diagnoseForm(files.maskKeyFile)) ?? (await diagnoseFile("mask key", files.maskKeyFile)),
    await diagnoseFile("signing key", files.signingKeyFile),
    ...((await isBookInUse(files.peopleFolder))
      ? [await diagnoseFile("people key", peopleKeyFile(files.peopleFolder), GUESSABLE)]
      : []),
  ];
}

async function isBookInUse(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return existsSync(peopleKeyFile(folder)) || names.some((name) => name.endsWith(".person"));
}

/** Another key would make everybody a stranger to their own past. */
const GUESSABLE = "whoever has read it can prove a guess at who acted";

async function diagnoseForm(file: string): Promise<Diagnosis | undefined> {
  try {
    await readMask(file);
    return undefined;
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { check: "mask key", state: "failed", message: error.message, remedy: error.remedy };
  }
}

async function diagnoseFile(check: string, file: string, otherwise = REPLACEABLE): Promise<Diagnosis> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) {
    const remedy = "Restore it from your backup: without it nothing can be signed, and no old secret be compared.";
    return { check, state: "failed", message: `is not at ${file}`, remedy };
  }
  // Windows keeps rights elsewhere; its mode says nothing.
  const open = process.platform !== "win32" && (found.mode & 0o077) !== 0;
  if (!open) return { check, state: "ok", message: `at ${file}, for its owner alone` };
  const mode = (found.mode & 0o777).toString(8);
  return {
    check,
    state: "failed",
    message: `at ${file} can be read by others (mode ${mode})`,
    remedy: `Run: chmod 600 '${file}'; ${otherwise}.`,
  };
}

const REPLACEABLE = "if somebody may have read it, make a new one";

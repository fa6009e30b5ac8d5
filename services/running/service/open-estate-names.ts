import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { LockstepError } from "#services/core/errors";
import { checkSchema } from "#services/core/policy/check-schema";
import type { ServiceSettings } from "./read-service-settings.js";

/** By which name each estate of a service was served last, by its folder; also of those that are not open, and from one start to the next. */
export interface EstateNames {
  nameOf(folder: string): string | undefined;
  /** @throws LockstepError `system-refused` */
  keep(folder: string, name: string): Promise<void>;
}

const FILE = "estate-names.json";

const Kept = Type.Record(Type.String(), Type.String());

/**
 * Opens what a service remembers of the names of its estates, in its own data folder: what is asked and granted goes by names, and no estate's Git
 * may give it one that is another's while that one is away or the service starts.
 *
 * @throws LockstepError `service-invalid` where it is there and does not read
 */
export async function openEstateNames(dataFolder: string): Promise<EstateNames> {
  const file = join(dataFolder, FILE);
  let names = await readNames(file);
  return {
    nameOf: (folder) => names.get(folder),
    async keep(folder, name) {
      if (names.get(folder) === name) return;
      // A worker on the same folder may have kept others meanwhile.
      names = new Map([...(await readNames(file)), [folder, name]]);
      await write(dataFolder, `${JSON.stringify(Object.fromEntries(names), undefined, 2)}\n`);
    },
  };
}

/** The same of a service's settings; `undefined` where there is one estate, whose name nobody can take. */
export async function namesOfSeveral({
  estates,
  dataFolder,
}: Pick<ServiceSettings, "estates" | "dataFolder">): Promise<EstateNames | undefined> {
  return estates.length > 1 ? await openEstateNames(dataFolder) : undefined;
}

async function readNames(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "{}";
    throw unread(file, cause);
  });
  const value = parseJson(text);
  if (checkSchema(value, Kept).length > 0) throw unread(file);
  return new Map(Object.entries(value as Record<string, string>));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It does not fit the schema then.
    return undefined;
  }
}

function unread(file: string, cause?: unknown): LockstepError {
  return new LockstepError("service-invalid", `${file}, which holds the names of the estates, cannot be read.`, {
    cause,
    remedy: "Look that each estate.yaml calls its estate as it should be called, and delete the file.",
  });
}

async function write(dataFolder: string, text: string): Promise<void> {
  const file = join(dataFolder, FILE);
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    await writeFile(part, text, { mode: 0o600, flush: true });
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true });
    throw new LockstepError("system-refused", `Nothing could be written in ${dataFolder}.`, { cause });
  }
}

import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { AskedPack, FailedPack, MadePack } from "#schemas/kept-pack";
import { LockstepError } from "#services/core/errors";
import { type FormCheck, formOf } from "#services/core/form-of";
import { compareText } from "#services/core/text/compare-text";
import type { KeptPack, PackShelf } from "#services/ports/pack-shelf";
import { writeDurably } from "#services/stores/spool/write-durably";

/**
 * Keeps packs in a folder: of each the asking, the pack, and what was made or why not, a file each under one id. A pack counts once it is told to be
 * made, so that one half written is never handed out.
 */
export function openPackShelf(folder: string): PackShelf {
  const placeOf = (id: string, end: string): string => join(folder, `${assertId(id)}${end}`);

  async function find(id: string): Promise<KeptPack | undefined> {
    if (!ID.test(id)) return undefined;
    const asked = await read(placeOf(id, ASKED), isAsked);
    if (asked?.id !== id) return undefined;
    const [made, failed] = await Promise.all([read(placeOf(id, MADE), isMade), read(placeOf(id, FAILED), isFailed)]);
    return { asked, made, failed: made === undefined ? failed : undefined };
  }

  async function take(id: string, names: (name: string) => boolean): Promise<void> {
    const own = (await namesIn(folder)).filter((name) => name.startsWith(id) && names(name));
    await Promise.all(own.map((name) => rm(join(folder, name), { force: true })));
  }

  return {
    find,
    async list() {
      const ids = (await namesIn(folder)).filter((name) => name.endsWith(ASKED)).map((name) => name.slice(0, 32));
      const found = (await Promise.all(ids.map(find))).flatMap((pack) => pack ?? []);
      return found.sort((a, b) => compareText(b.asked.askedAt, a.asked.askedAt) || compareText(a.asked.id, b.asked.id));
    },
    async ask(asked) {
      await keep(placeOf(asked.id, ASKED), asked);
      await rm(placeOf(asked.id, FAILED), { force: true });
      return { asked, made: undefined, failed: undefined };
    },
    async clear(id) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await take(assertId(id), (name) => name.includes(PACK));
      return placeOf(id, PACK);
    },
    async keepMade(id, made) {
      await keep(placeOf(id, MADE), made);
      await rm(placeOf(id, FAILED), { force: true });
    },
    keepFailed: (id, failed) => keep(placeOf(id, FAILED), failed),
    async remove(id) {
      // What says that it can be had goes first, what says that it was asked for last.
      await rm(placeOf(id, MADE), { force: true });
      await take(id, (name) => !name.endsWith(ASKED));
      await rm(placeOf(id, ASKED), { force: true });
    },
    fileOf: (id) => placeOf(id, PACK),
  };
}

const ID = /^[0-9a-f]{32}$/;
const [ASKED, MADE, FAILED, PACK] = [".asked.json", ".made.json", ".failed.json", ".zip"];
const isAsked = formOf<AskedPack>(AskedPack);
const isMade = formOf<MadePack>(MadePack);
const isFailed = formOf<FailedPack>(FailedPack);

function assertId(id: string): string {
  if (ID.test(id)) return id;
  throw new LockstepError("bug", "A pack's id is none.");
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(orNothing)) ?? [];
}

async function read<T>(file: string, isOfForm: FormCheck<T>): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(orNothing);
  const value: unknown = text === undefined ? undefined : parseJson(text);
  return isOfForm(value) ? value : undefined;
}

async function keep(file: string, value: object): Promise<void> {
  try {
    await writeDurably(file, `${JSON.stringify(value)}\n`);
  } catch (cause) {
    throw new LockstepError("system-refused", "Nothing could be written where evidence packs are kept.", { cause });
  }
}

function orNothing(cause: unknown): undefined {
  if (cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR"))
    return undefined;
  throw new LockstepError("system-refused", "The folder of the evidence packs cannot be read.", { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is of no form then.
    return undefined;
  }
}

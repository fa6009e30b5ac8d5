import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Type } from "typebox";
import { SignedUpload } from "#schemas/collection-upload";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";
import type { CollectionSpool, Dropped, SpooledUpload } from "#services/ports/collection-spool";
import { writeDurably } from "./write-durably.js";

/** Keeps uploads in a folder, one file each, named after their number; those that were set aside lie beside. */
export function openSpool(folder: string): CollectionSpool {
  const waitingIn = (engineId: string): string => join(folder, "waiting", engineId);
  const fileOf = ({ engineId, sequence }: Pick<SpooledUpload, "engineId" | "sequence">): string =>
    join(waitingIn(engineId), nameOf(sequence));
  const droppedFile = (engineId: string): string => join(folder, "dropped", `${engineId}.json`);

  async function readDropped(engineId: string): Promise<Dropped | undefined> {
    const text = await readFile(droppedFile(engineId), "utf8").catch(() => undefined);
    const value: unknown = text === undefined ? undefined : parseJson(text);
    return isDropped(value) ? value : undefined;
  }

  /** Told before it is gone: a kill between the two tells too much, and never too little. */
  async function drop(upload: SpooledUpload): Promise<void> {
    const own: Dropped = { looks: 1, since: upload.at, until: upload.at };
    const parts = [await readDropped(upload.engineId), upload.dropped, own].filter((part) => part !== undefined);
    await writeDurably(droppedFile(upload.engineId), JSON.stringify(parts.reduce(addUp)));
    await rm(fileOf(upload), { force: true });
  }

  async function waiting(engineId: string): Promise<readonly number[]> {
    const names = await readdir(waitingIn(engineId)).catch(() => []);
    return names
      .filter((name) => NAME.test(name))
      .map((name) => Number(name.slice(0, 16)))
      .sort((a, b) => a - b);
  }

  const read = (engineId: string, sequence: number): Promise<SpooledUpload> =>
    readSpooled(fileOf({ engineId, sequence }));

  return {
    waiting,
    read,
    engines: async () => (await readdir(join(folder, "waiting")).catch(() => [])).sort(),
    async put(upload, most) {
      await writeDurably(fileOf(upload), JSON.stringify(upload));
      if (upload.dropped !== undefined) await rm(droppedFile(upload.engineId), { force: true });
      const all = await waiting(upload.engineId);
      for (const oldest of all.slice(0, Math.max(0, all.length - most)))
        await drop(await read(upload.engineId, oldest));
    },
    remove: (upload) => rm(fileOf(upload), { force: true }),
    async setAside(upload, reason) {
      const file = join(folder, "refused", upload.engineId, nameOf(upload.sequence));
      await writeDurably(file, JSON.stringify({ reason, ...upload }));
      await drop(upload);
    },
    dropped: readDropped,
  };
}

function addUp(a: Dropped, b: Dropped): Dropped {
  const [since = a.since] = [a.since, b.since].sort();
  const until = [a.until, b.until].sort().at(-1) ?? a.until;
  return { looks: a.looks + b.looks, since, until };
}

/** So that the order of names is that of numbers. */
function nameOf(sequence: number): string {
  return `${String(sequence).padStart(16, "0")}.json`;
}

const NAME = /^\d{16}\.json$/;

const DroppedLooks = Type.Object({ looks: Type.Integer(), since: Type.String(), until: Type.String() });
const Spooled = Type.Object({
  engineId: Type.String(),
  sequence: Type.Integer(),
  at: Type.String(),
  dialect: Type.String(),
  signed: SignedUpload,
  commits: Type.Record(Type.String(), Type.String()),
  dropped: Type.Optional(DroppedLooks),
});
const isSpooled = formOf<SpooledUpload>(Spooled);
const isDropped = formOf<Dropped>(DroppedLooks);

async function readSpooled(file: string): Promise<SpooledUpload> {
  const value = parseJson(await readFile(file, "utf8"));
  if (isSpooled(value)) return value;
  throw new LockstepError("system-refused", `${file} does not read: the disk damaged it. Move it away to go on.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

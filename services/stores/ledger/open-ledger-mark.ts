import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** A record that a machine knows to stand in the ledger. */
export interface MarkedRecord {
  readonly seq: number;
  readonly hash: string;
}

/** What a machine remembers of a ledger outside Git, so that a ledger set back to its own past is seen. */
export interface LedgerMark {
  /** The newest record known here, or `undefined` where this machine has marked none. */
  read(): Promise<MarkedRecord | undefined>;
  /** Marks a record; where a newer one is marked already, nothing happens. On disk before it returns. */
  raise(record: MarkedRecord): Promise<void>;
  /** Lets the mark begin anew at a record, also below the old one. */
  replace(record: MarkedRecord): Promise<void>;
}

/**
 * Opens the mark in a folder. Each mark is an empty file whose name says it, the highest counts, and only lower ones are
 * ever removed: a name appears whole or not at all, so that neither a kill nor a second process can lower the mark.
 */
export function openLedgerMark(folder: string): LedgerMark {
  async function set(record: MarkedRecord, isDone: (other: MarkedRecord) => boolean): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createDurably(folder, nameOf(record));
    const done = (await listMarks(folder)).filter((other) => nameOf(other) !== nameOf(record) && isDone(other));
    for (const other of done) await rm(join(folder, nameOf(other)), { force: true });
  }

  return {
    read: async () => (await listMarks(folder))[0],
    async raise(record) {
      const [highest] = await listMarks(folder);
      if (highest !== undefined && highest.seq >= record.seq) return;
      await set(record, ({ seq }) => seq < record.seq);
    },
    replace: (record) => set(record, () => true),
  };
}

function nameOf({ seq, hash }: MarkedRecord): string {
  return `${seq}-${hash.replace(":", "-")}`;
}

/** Highest first. */
async function listMarks(folder: string): Promise<readonly MarkedRecord[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.flatMap(parseName).sort((a, b) => b.seq - a.seq);
}

function parseName(name: string): MarkedRecord[] {
  const [, seq, digits] = /^(\d{1,15})-sha256-([0-9a-f]{64})$/.exec(name) ?? [];
  return seq === undefined || digits === undefined ? [] : [{ seq: Number(seq), hash: `sha256:${digits}` }];
}

async function createDurably(folder: string, name: string): Promise<void> {
  await flush(join(folder, name), "a");
  // Windows keeps names by itself, and opens no folder.
  if (process.platform !== "win32") await flush(folder, "r");
}

async function flush(path: string, flags: "a" | "r"): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import { cleanText, shorten } from "#services/core/tickets/clean-text";

/** One export as it lies in the drop folder, whole. */
export interface SettledFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When the file system says it was last written, RFC 3339. */
  readonly writtenAt: string;
}

export interface SettleOptions {
  /** How long a file without a marker must stand still. Default 200 ms. */
  readonly settleMs?: number;
  /** How many times to look before giving up. Default 5. */
  readonly attempts?: number;
}

export interface SettledFolder {
  readonly files: readonly SettledFile[];
  /** How many older exports were left unread. */
  readonly skipped: number;
}

const MAX_FILES = 200;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads every export of a folder that is written to its end: a `.done` file of its name plus `.done` lies beside it, or it
 * does not change while it is looked at. Names that programs give to files they still write are passed over.
 *
 * @throws LockstepError `ticket-source-unavailable` where the folder cannot be read, or a file keeps changing
 */
export async function readSettledFiles(folder: string, options: SettleOptions = {}): Promise<SettledFolder> {
  const { settleMs = 200, attempts = 5 } = options;
  let changing = "";
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await look(folder);
    const files = await Promise.all(before.newest.map((candidate) => read(folder, candidate)));
    if (before.newest.every(({ isDone }) => isDone)) return { files, skipped: before.skipped };
    await wait(settleMs);
    const after = await look(folder);
    const moved = findMoved(before.newest, after.newest, files);
    if (moved === undefined) return { files, skipped: before.skipped };
    changing = moved;
  }
  throw unavailable(
    `${showName(changing)} is still being written: wait, or mark it with ${showName(`${changing}.done`)}`,
  );
}

/** A name for messages: file names are hostile text too. */
export function showName(name: string): string {
  return `'${shorten(cleanText(name))}'`;
}

interface Candidate {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly isDone: boolean;
}

interface FolderLook {
  readonly newest: readonly Candidate[];
  readonly skipped: number;
}

async function look(folder: string): Promise<FolderLook> {
  const names = await attempt(() => readdir(folder), "the drop folder");
  const marked = new Set(names.filter((name) => name.endsWith(".done")).map((name) => name.slice(0, -".done".length)));
  const found: Candidate[] = [];
  for (const name of names.filter(isExport)) {
    const about = await attempt(() => stat(join(folder, name)), showName(name));
    if (!about.isFile()) continue;
    found.push({ name, bytes: about.size, modifiedMs: about.mtimeMs, isDone: marked.has(name) });
  }
  found.sort((a, b) => b.modifiedMs - a.modifiedMs || (a.name < b.name ? -1 : 1));
  return { newest: found.slice(0, MAX_FILES), skipped: Math.max(found.length - MAX_FILES, 0) };
}

function isExport(name: string): boolean {
  return /\.(json|csv)$/i.test(name) && !/^[.~]/.test(name);
}

async function read(folder: string, { name, bytes, modifiedMs }: Candidate): Promise<SettledFile> {
  if (bytes > MAX_BYTES) throw unavailable(`${showName(name)} is larger than ${MAX_BYTES} bytes`);
  const content = await attempt(() => readFile(join(folder, name)), showName(name));
  return { name, bytes: content, writtenAt: new Date(modifiedMs).toISOString() };
}

/** The first file that came, went, grew or was written again between two looks. */
function findMoved(
  before: readonly Candidate[],
  after: readonly Candidate[],
  files: readonly SettledFile[],
): string | undefined {
  const later = new Map(after.map((candidate) => [candidate.name, candidate]));
  const moved = before.find(({ name, bytes, modifiedMs, isDone }, index) => {
    const now = later.get(name);
    const still = now !== undefined && now.bytes === bytes && now.modifiedMs === modifiedMs;
    return !still || (!isDone && files[index]?.bytes.byteLength !== bytes);
  });
  const earlier = new Set(before.map(({ name }) => name));
  return moved?.name ?? after.find(({ name }) => !earlier.has(name))?.name;
}

async function attempt<T>(step: () => Promise<T>, what: string): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw unavailable(`${what} cannot be read (${code}): ${REMEDIES.get(code) ?? "check disk and share"}`);
  }
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "create it, or correct tickets.folder in estate.yaml"],
  ["ENOTDIR", "tickets.folder in estate.yaml must name a folder"],
  ["EACCES", "give the account of Lockstep the right to read it"],
]);

function unavailable(message: string): LockstepError {
  return new LockstepError("ticket-source-unavailable", message);
}

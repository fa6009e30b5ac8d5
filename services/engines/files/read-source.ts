import type { FileSource } from "#schemas/file-source";
import type { RulePack } from "#schemas/rule-pack";
import type { NodeFacts } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { sha256 } from "#services/core/text/digest";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import { countArtefacts } from "./count-artefacts.js";
import type { FileFolder, IsEntered, ListedFile, Listing } from "./file-folder.js";
import type { FileLimits } from "./file-limits.js";
import { findLeftOut } from "./find-left-out.js";
import { formatItemSource } from "./item-source.js";
import type { Patience } from "./patience.js";
import { type Selection, selectFiles } from "./select-files.js";
import { tellChanges, tellRefused } from "./tell-unread.js";
import { toFileError } from "./to-file-error.js";

/** One source of files about to be read. */
export interface SourceReading {
  readonly request: ReadRequest;
  readonly limits: FileLimits;
  readonly patience: Patience;
  readonly pack: RulePack;
  readonly source: Pick<FileSource, "include" | "exclude">;
  /** Stands before every path, where a node has several sources; `""` for none. */
  readonly label: string;
  /** What people call the place of the files: where they are, or what gives them. */
  readonly place: string;
  /** What gave the files, where a command did. */
  readonly command?: string;
  readonly open: () => Promise<FileFolder>;
}

/** How many artefacts of a kind must come of a source, and what of it is left out for its name. */
export type SourceFacts = Pick<NodeFacts, "counts" | "leftOut">;

/**
 * Reads every file of a source that is meant, and lists it a second time: what changed, came or went meanwhile is told as not
 * read. A source with nothing to read is an error, since an empty folder looks like one whose share is not mounted.
 */
export async function* readSource(reading: SourceReading): AsyncGenerator<ReadStep, SourceFacts> {
  const what = `${reading.request.node.id}: ${reading.label === "" ? "" : `${reading.label}, `}${reading.place}`;
  const folder = await openPatiently(reading).catch((error: unknown) => {
    throw toFileError(error, what);
  });
  try {
    return yield* readFolder(folder, what, reading);
  } finally {
    await folder.close();
  }
}

/** A source that opens after nobody waits for it any more is closed again. */
async function openPatiently({ open, patience, limits }: SourceReading): Promise<FileFolder> {
  const opening: Promise<FileFolder>[] = [];
  const begin = (): Promise<FileFolder> => {
    const begun = open();
    opening.push(begun);
    return begun;
  };
  try {
    return await patience.within(begin, limits.connectTimeoutMs + limits.silenceTimeoutMs);
  } catch (error) {
    for (const late of opening) {
      late.then(
        (folder) => folder.close(),
        () => undefined,
      );
    }
    throw error;
  }
}

async function* readFolder(
  folder: FileFolder,
  what: string,
  reading: SourceReading,
): AsyncGenerator<ReadStep, SourceFacts> {
  const selection = selectFiles(reading.pack, reading.source);
  const passed: string[] = [];
  const isEntered = (path: string): boolean => {
    if (selection.isEntered(path)) return true;
    passed.push(path);
    return false;
  };
  const before = await list(folder, isEntered, what, reading);
  const files = before.files.filter(({ path }) => selection.isRead(path));
  const sourceName = formatItemSource({ pack: reading.pack.pack, mode: "content" });
  const refused = tellRefused(before.refused, selection, sourceName);
  if (files.length === 0) {
    throw new LockstepError(
      refused.length > 0 ? "rights-narrowed" : "answer-unexpected",
      `${what} holds no file that is meant to be read: an empty folder is never taken for deleted files.`,
    );
  }
  if (files.length > reading.limits.maxFiles) {
    throw new LockstepError("answer-too-large", `${what} holds more than ${reading.limits.maxFiles} files to read.`);
  }
  yield* refused;
  for (const file of files) yield await readOne(folder, file, selection, reading);
  const others = before.files.flatMap(({ path }) => (selection.isRead(path) ? [] : [path]));
  const leftOut = findLeftOut({ folders: passed, files: others, label: reading.label }, selection);
  const facts = { counts: countArtefacts(reading.pack, files), ...(leftOut === undefined ? {} : { leftOut }) };
  if (folder.isFixed) return facts;
  const after = await list(folder, selection.isEntered, what, reading);
  yield* tellChanges(
    files,
    after.files.filter(({ path }) => selection.isRead(path)),
    sourceName,
  );
  return facts;
}

async function list(
  folder: FileFolder,
  isEntered: IsEntered,
  what: string,
  { patience }: SourceReading,
): Promise<Listing> {
  try {
    const { files, refused } = await patience.within(() => folder.list(isEntered));
    return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused };
  } catch (error) {
    throw toFileError(error, what);
  }
}

/** A file that cannot be read is told; a connection that is gone ends the read. */
async function readOne(
  folder: FileFolder,
  file: ListedFile,
  selection: Selection,
  reading: SourceReading,
): Promise<ReadStep> {
  const { patience, pack, label, limits, request } = reading;
  const mode = selection.modeOf(file.path);
  const source = formatItemSource({ pack: pack.pack, mode, ...(reading.command && { command: reading.command }) });
  const origin = label === "" ? file.path : `${label}:${file.path}`;
  const unread = (code: string, message: string): ReadStep => ({
    type: "unread",
    source,
    code,
    message: `${JSON.stringify(origin)}: ${message}`,
  });
  if (file.bytes > limits.maxFileBytes) {
    return unread("answer-too-large", `it has ${file.bytes} bytes; at most ${limits.maxFileBytes} are read.`);
  }
  try {
    const bytes = await patience.within(() => folder.read(file));
    request.onProgress?.({ source, bytes: bytes.byteLength });
    if (bytes.byteLength !== file.bytes) return unread("answer-truncated", "it changed while it was read.");
    return { type: "item", item: { source, origin, bytes: mode === "digest" ? digestOf(bytes) : bytes } };
  } catch (thrown) {
    const error = toFileError(thrown, "the file");
    if (ENDING.has(error.code) && thrown === error) throw error;
    return unread(error.code, error.message);
  }
}

/** What ends a read rather than fails for one file. */
const ENDING: ReadonlySet<string> = new Set(["aborted", "node-unreachable", "answer-truncated"]);

function digestOf(bytes: Uint8Array): Uint8Array {
  return Buffer.from(JSON.stringify({ bytes: bytes.byteLength, sha256: sha256(bytes) }));
}

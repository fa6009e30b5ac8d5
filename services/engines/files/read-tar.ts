import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { LockstepError } from "#services/core/errors";
import type { FileLimits } from "./file-limits.js";
import { isSafePath } from "./is-safe-path.js";

interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAX_RATIO = 200;
const SMALL_BYTES = 1024 ** 2;

/**
 * Reads every file of a tar archive, packed with gzip or not, without a trace on disk. Links, devices, names that lead out of
 * it and names that stand twice are refused, and so is what unpacks to more than the limits allow.
 *
 * @param origin names the archive in messages, which never quote from it
 * @throws LockstepError `export-malformed`, `answer-too-large`, `answer-truncated`
 */
export async function readTar(source: Uint8Array, origin: string, limits: FileLimits): Promise<readonly TarFile[]> {
  const files = new Map<string, Uint8Array>();
  const archive = extract();
  const isPacked = source[0] === 0x1f && source[1] === 0x8b;
  const input = Readable.from([source]);
  const end = watchEnd();
  const unpacked = isPacked
    ? pipeline(input, createGunzip(), watchSize(source.byteLength, origin, limits), end.watch, archive)
    : pipeline(input, end.watch, archive);
  const failure = unpacked.then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    let entries = 0;
    for await (const entry of archive) {
      entries += 1;
      if (entries > limits.maxEntries) throw tooLarge(origin, `more than ${limits.maxEntries} entries`);
      await takeEntry(entry.header, entry, files, origin, limits);
    }
  } catch (error) {
    archive.destroy();
    throw toLockstepError((await failure) ?? error, error, origin);
  }
  const error = await failure;
  if (error !== undefined) throw toLockstepError(error, error, origin);
  if (!end.isSeen()) throw truncated(origin);
  return [...files].map(([name, bytes]) => ({ name, bytes }));
}

async function takeEntry(
  { name, type, size }: Header,
  content: AsyncIterable<unknown>,
  files: Map<string, Uint8Array>,
  origin: string,
  limits: FileLimits,
): Promise<void> {
  const path = name.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
  if (type !== "file" && type !== "contiguous-file" && type !== "directory") {
    throw malformed(origin, "holds a link or a device");
  }
  const chunks: Uint8Array[] = [];
  if (size > limits.maxFileBytes) throw tooLarge(origin, `an entry of ${size} bytes`);
  for await (const chunk of content) if (chunk instanceof Uint8Array) chunks.push(chunk);
  if (type === "directory") return;
  if (!isSafePath(path)) throw malformed(origin, "holds a name that leads out of it");
  if (files.has(path)) throw malformed(origin, "holds one name twice");
  files.set(path, Buffer.concat(chunks));
}

/** Stops what grows out of all proportion. */
function watchSize(packedBytes: number, origin: string, limits: FileLimits) {
  return async function* watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > limits.maxArchiveBytes) throw tooLarge(origin, `more than ${limits.maxArchiveBytes} bytes`);
      if (bytes > SMALL_BYTES && bytes > packedBytes * MAX_RATIO) {
        throw tooLarge(origin, `what unpacks to more than ${MAX_RATIO} times its size`);
      }
      yield chunk;
    }
  };
}

/** A tar file ends with two empty blocks, packed or not: without them it may have been cut between two entries. */
const END_BYTES = 1024;

function watchEnd() {
  let zeros = 0;
  return {
    isSeen: () => zeros >= END_BYTES,
    async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        const last = chunk.findLastIndex((byte) => byte !== 0);
        zeros = last < 0 ? zeros + chunk.byteLength : chunk.byteLength - 1 - last;
        yield chunk;
      }
    },
  };
}

function toLockstepError(cause: unknown, thrown: unknown, origin: string): LockstepError {
  if (thrown instanceof LockstepError) return thrown;
  if (cause instanceof LockstepError) return cause;
  const text = cause instanceof Error ? cause.message : "";
  if (/unexpected end/i.test(text)) return truncated(origin);
  return malformed(origin, "is damaged, or none");
}

function truncated(origin: string): LockstepError {
  return new LockstepError("answer-truncated", `${origin} was not unpacked: the archive ends before its end.`);
}

function malformed(origin: string, what: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed: the archive ${what}.`);
}

function tooLarge(origin: string, what: string): LockstepError {
  return new LockstepError("answer-too-large", `${origin} was not unpacked: it holds ${what}.`);
}

import { gunzipSync } from "fflate";
import { LockstepError } from "#services/core/errors";
import { crc32 } from "./crc32.js";
import { findGzipFault } from "./find-gzip-fault.js";

const DEFAULT_MAX_BYTES = 64 * 1024 ** 2;

/**
 * Unpacks one gzip member, of which no more than `maxBytes` (default 64 MiB) may come out.
 * @param origin names it in messages
 * @throws LockstepError `export-malformed`, `answer-truncated`, `answer-too-large`
 */
export function gunzip(source: Uint8Array, origin: string, maxBytes = DEFAULT_MAX_BYTES): Uint8Array {
  return unpack(source, maxBytes) ?? refuse(source, origin, maxBytes);
}

/** The last eight bytes of what is whole tell its checksum and its size; those of what was cut may say anything. */
function unpack(source: Uint8Array, maxBytes: number): Uint8Array | undefined {
  if (source.byteLength < 18 || source[0] !== 0x1f || source[1] !== 0x8b) return undefined;
  const trailer = new DataView(source.buffer, source.byteOffset + source.byteLength - 8, 8);
  const size = trailer.getUint32(4, true);
  if (size > maxBytes) return undefined;
  try {
    // The buffer is as large as the trailer says: what is beyond does not fit, and fails the checksum.
    const bytes = gunzipSync(source, { out: new Uint8Array(size) });
    return bytes.byteLength === size && crc32(bytes) === trailer.getUint32(0, true) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function refuse(source: Uint8Array, origin: string, maxBytes: number): never {
  const fault = findGzipFault(source, maxBytes);
  if (fault === "too-large") {
    throw new LockstepError("answer-too-large", `${origin} unpacks to more than ${maxBytes} bytes.`);
  }
  if (fault === "cut") {
    const message = `${origin} is cut off: what is packed in it ends before its end (${source.byteLength} bytes are there).`;
    throw new LockstepError("answer-truncated", message);
  }
  throw new LockstepError("export-malformed", `${origin} is malformed: it is not whole gzip.`);
}

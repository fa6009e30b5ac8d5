import { gunzipSync } from "fflate";
import { LockstepError } from "#services/core/errors";
import { crc32 } from "./crc32.js";

const DEFAULT_MAX_BYTES = 64 * 1024 ** 2;

/**
 * Unpacks one gzip member, of which no more than `maxBytes` (default 64 MiB) may come out.
 * @param origin names it in messages
 * @throws LockstepError `export-malformed`, `answer-too-large`
 */
export function gunzip(source: Uint8Array, origin: string, maxBytes = DEFAULT_MAX_BYTES): Uint8Array {
  const malformed = new LockstepError("export-malformed", `${origin} is malformed: it is not whole gzip.`);
  if (source.byteLength < 18 || source[0] !== 0x1f || source[1] !== 0x8b) throw malformed;
  const trailer = new DataView(source.buffer, source.byteOffset + source.byteLength - 8, 8);
  const size = trailer.getUint32(4, true);
  if (size > maxBytes) throw new LockstepError("answer-too-large", `${origin} unpacks to more than ${maxBytes} bytes.`);
  const bytes = unpack(source, size);
  // The buffer is as large as the trailer says: what is beyond does not fit, and fails the checksum.
  if (bytes?.byteLength !== size || crc32(bytes) !== trailer.getUint32(0, true)) throw malformed;
  return bytes;
}

function unpack(source: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return gunzipSync(source, { out: new Uint8Array(size) });
  } catch {
    return undefined;
  }
}

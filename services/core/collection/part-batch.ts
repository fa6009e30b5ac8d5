import { LockstepError } from "../errors.js";

/** Joins parts into one body: the length of each on a line, then its bytes. */
export function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(`${part.length}\n`), part]));
}

/** A batch is some MiB, and a part hundreds of bytes at least: of more than this nobody means any. */
const MAX_PARTS = 100_000;

/** Takes a body apart again. @throws LockstepError `upload-refused` */
export function splitParts(body: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const newline = body.indexOf(0x0a, at);
    const length = newline < 0 ? "" : Buffer.from(body.subarray(at, Math.min(newline, at + 11))).toString("latin1");
    const end = newline + 1 + Number(length);
    if (!/^(0|[1-9]\d{0,9})$/.test(length) || end > body.length || parts.length >= MAX_PARTS) {
      throw new LockstepError("upload-refused", "A batch of parts is not in order.");
    }
    parts.push(body.subarray(newline + 1, end));
    at = end;
  }
  return parts;
}

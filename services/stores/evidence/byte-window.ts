import type { Bytes } from "#services/ports/evidence";

/** Looks ahead into bytes as they come, and lets go of what was looked at. */
export interface ByteWindow {
  /** The next bytes, so many of them or fewer where there are no more. */
  ahead(length: number): Promise<Buffer>;
  /** Lets go of so many that were looked at, and gives them. */
  pass(length: number): Buffer;
}

export function openByteWindow(bytes: Bytes): ByteWindow {
  const source = bytes[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    async ahead(length) {
      if (held.length >= length) return held.subarray(0, length);
      const parts: Uint8Array[] = [held];
      let total = held.length;
      while (total < length) {
        const step = await source.next();
        if (step.done === true) break;
        parts.push(step.value);
        total += step.value.byteLength;
      }
      held = Buffer.concat(parts, total);
      return held.subarray(0, length);
    },
    pass(length) {
      const passed = held.subarray(0, length);
      held = held.subarray(length);
      return passed;
    },
  };
}

import type { Bytes } from "#services/ports/evidence";

/** Whether two files are the same, read side by side and no further than to where they part. */
export async function isSameBytes(one: Bytes, other: Bytes): Promise<boolean> {
  const [left, right] = [inTurn(one), inTurn(other)];
  try {
    for (;;) {
      const [a, b] = [await left.held(), await right.held()];
      if (a === undefined || b === undefined) return a === b;
      const length = Math.min(a.length, b.length);
      if (Buffer.compare(a.subarray(0, length), b.subarray(0, length)) !== 0) return false;
      left.drop(length);
      right.drop(length);
    }
  } finally {
    await left.close();
    await right.close();
  }
}

function inTurn(bytes: Bytes) {
  const chunks = bytes[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  return {
    /** What was not yet dropped; `undefined` at the end. */
    async held(): Promise<Uint8Array | undefined> {
      while (held.length === 0) {
        const step = await chunks.next();
        if (step.done === true) return undefined;
        held = step.value;
      }
      return held;
    },
    drop(length: number): void {
      held = held.subarray(length);
    },
    close: async (): Promise<void> => void (await chunks.return?.()),
  };
}

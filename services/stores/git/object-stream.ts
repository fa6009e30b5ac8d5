import { LockstepError } from "#services/core/errors";

/** One object as git stores it. */
export interface StoredObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Takes the next object from the answers of a `git cat-file --batch`: `undefined` where it has none of that name. */
export async function takeObject(source: ByteSource): Promise<StoredObject | undefined | "end"> {
  const header = await source.line();
  if (header === undefined) return "end";
  if (/ (missing|ambiguous)$/.test(header)) return undefined;
  const [, id, type = "", size = ""] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
  if (Number(size) > MAX_OBJECT_BYTES) throw new LockstepError("store-unsound", `an object holds ${size} bytes`);
  const bytes = id === undefined ? undefined : await source.take(Number(size) + 1);
  return id === undefined || bytes === undefined ? "end" : { id, type, bytes: bytes.subarray(0, -1) };
}

const MAX_OBJECT_BYTES = 1024 ** 3;

/** Bytes as they come, taken by lines and lengths. */
export interface ByteSource {
  /** The next line without its end, or `undefined` at the end. */
  line(): Promise<string | undefined>;
  /** Exactly so many bytes, or `undefined` where the source ends before. */
  take(length: number): Promise<Buffer | undefined>;
}

/** Makes a source of a stream. */
export function byteSource(stream: AsyncIterable<Buffer>): ByteSource {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer | undefined> => {
    const step = await chunks.next();
    return step.done === true ? undefined : step.value;
  };
  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const line = rest.subarray(0, end).toString("utf8");
          rest = rest.subarray(end + 1);
          return line;
        }
        const chunk = await next();
        if (chunk === undefined) return undefined;
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      }
    },
    async take(length) {
      if (rest.length >= length) {
        const taken = rest.subarray(0, length);
        rest = rest.subarray(length);
        return taken;
      }
      const target = Buffer.allocUnsafe(length);
      let filled = rest.copy(target);
      while (filled < length) {
        const chunk = await next();
        if (chunk === undefined) return undefined;
        const used = Math.min(chunk.length, length - filled);
        chunk.copy(target, filled, 0, used);
        filled += used;
        rest = chunk.subarray(used);
      }
      return target;
    },
  };
}

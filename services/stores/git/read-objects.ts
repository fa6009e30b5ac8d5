import { LockstepError } from "#services/core/errors";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/** One object as git stores it. */
export interface StoredObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Reads many objects by one `git cat-file --batch`, in the order asked; `undefined` where there is none.
 * A name is an object id, `<commit>:<path>` or another expression without line end.
 *
 * @throws LockstepError `store-unsound` where an object is corrupt or the answer ends early
 */
export async function readObjects(
  gitDir: string,
  names: readonly string[],
): Promise<readonly (StoredObject | undefined)[]> {
  if (names.length === 0) return [];
  const found: (StoredObject | undefined)[] = [];
  for await (const object of streamObjects(gitDir, names)) found.push(object);
  return found;
}

/** Reads objects one by one as a walk asks for them, over one `git cat-file --batch`. */
export interface ObjectReader {
  /** @throws LockstepError `store-unsound` where there is no such object */
  get(id: string): Promise<StoredObject>;
  close(): void;
}

/** Opens a reader; close it. */
export function openObjectReader(gitDir: string): ObjectReader {
  const child = spawnGit(gitDir, ["cat-file", "--batch"]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  child.stderr.resume();
  const source = byteSource(child.stdout);
  return {
    async get(id) {
      child.stdin.write(`${id}\n`);
      const object = await takeObject(source);
      if (object === undefined || object === "end")
        throw new LockstepError("store-unsound", `the object ${id} is missing`);
      return object;
    },
    close: () => child.stdin.end(),
  };
}

/** Reads like `readObjects`, one object after the other, so that a long walk holds one at a time. */
export async function* streamObjects(
  gitDir: string,
  names: readonly string[],
): AsyncGenerator<StoredObject | undefined, void, undefined> {
  const child = spawnGit(gitDir, ["cat-file", "--batch"]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  child.stdin.end(`${names.join("\n")}\n`);
  const source = byteSource(child.stdout);
  let given = 0;
  try {
    for (; given < names.length; given++) {
      const object = await takeObject(source);
      if (object === "end") break;
      yield object;
    }
    if (given < names.length) {
      const code = await exit;
      throw code === 0
        ? new LockstepError("store-unsound", "the repository's answer ended early")
        : gitFailed(["cat-file"], { code, stderr });
    }
  } finally {
    child.kill();
    child.stdout.destroy();
  }
}

async function takeObject(source: ByteSource): Promise<StoredObject | undefined | "end"> {
  const header = await source.line();
  if (header === undefined) return "end";
  if (/ (missing|ambiguous)$/.test(header)) return undefined;
  const [, id, type = "", size = ""] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
  if (Number(size) > MAX_OBJECT_BYTES) throw new LockstepError("store-unsound", `an object holds ${size} bytes`);
  const bytes = id === undefined ? undefined : await source.take(Number(size) + 1);
  return id === undefined || bytes === undefined ? "end" : { id, type, bytes: bytes.subarray(0, -1) };
}

const MAX_OBJECT_BYTES = 1024 ** 3;

interface ByteSource {
  /** The next line without its end, or `undefined` at the end. */
  line(): Promise<string | undefined>;
  /** Exactly so many bytes, or `undefined` where the source ends before. */
  take(length: number): Promise<Buffer | undefined>;
}

function byteSource(stream: AsyncIterable<Buffer>): ByteSource {
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

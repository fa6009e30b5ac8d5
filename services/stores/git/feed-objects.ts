import { Readable } from "node:stream";
import { LockstepError } from "#services/core/errors";
import { type ByteSource, byteSource } from "./object-stream.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/** One object. Its bytes must be taken before the next object is asked for. */
export interface FedObject {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** In pieces of one size but for the last, whatever came over the pipe: what is made of them must not depend on it. */
  pieces(bytes: number): AsyncGenerator<Buffer, void, undefined>;
  /** As a whole. */
  whole(): Promise<Buffer>;
}

/**
 * Gives objects in the order of their ids over one `git cat-file`, which is asked as it answers: neither ids nor objects gather in memory.
 *
 * @throws LockstepError `store-unsound` where one is missing or damaged
 */
export async function* feedObjects(
  gitDir: string,
  ids: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<FedObject, void, undefined> {
  const child = spawnGit(gitDir, ["cat-file", "--batch", "--buffer"]);
  const exit = exitOf(child);
  exit.catch(() => undefined);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  let failed: Error | undefined;
  const names = Readable.from(inLines(ids)).on("error", (error: Error) => {
    failed = error;
    child.stdin.end();
  });
  names.pipe(child.stdin);
  const source = byteSource(child.stdout);
  try {
    for (let header = await source.line(); header !== undefined; header = await source.line()) {
      const [, id = "", type = "", size = ""] = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(header) ?? [];
      if (id === "")
        throw new LockstepError("store-unsound", `the repository lacks an object (${header.slice(0, 60)})`);
      const object = { id, type, size: Number(size) };
      yield {
        ...object,
        pieces: (bytes) => takePieces(source, object, bytes),
        whole: () => takeWhole(source, object),
      };
    }
    const code = await exit;
    if (failed !== undefined) throw failed;
    if (code !== 0) throw gitFailed(["cat-file"], { code, stderr });
  } finally {
    names.destroy();
    child.kill();
    child.stdout.destroy();
  }
}

async function* takePieces(
  source: ByteSource,
  object: Pick<FedObject, "id" | "size">,
  bytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let left = object.size; left > 0; left -= bytes) yield await take(source, object, Math.min(left, bytes));
  await take(source, object, 1);
}

async function takeWhole(source: ByteSource, object: Pick<FedObject, "id" | "size">): Promise<Buffer> {
  return (await take(source, object, object.size + 1)).subarray(0, -1);
}

async function take(source: ByteSource, { id }: Pick<FedObject, "id">, bytes: number): Promise<Buffer> {
  const taken = await source.take(bytes);
  if (taken === undefined) throw new LockstepError("store-unsound", `the object ${id} ends before its end`);
  return taken;
}

/** Many ids a write. */
async function* inLines(ids: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let lines = "";
  for await (const id of ids) {
    lines += `${id}\n`;
    if (lines.length < 16_384) continue;
    yield lines;
    lines = "";
  }
  if (lines !== "") yield lines;
}

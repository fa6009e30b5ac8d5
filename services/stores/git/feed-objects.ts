import { Readable } from "node:stream";
import { LockstepError } from "#services/core/errors";
import { byteSource } from "./object-stream.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/** So many bytes at a time, whatever came over the pipe: what is made of the pieces must not depend on it. Fits a block of zlib. */
export const PIECE_BYTES = 32 * 1024;

/** One object, piece by piece: each piece but the last has `PIECE_BYTES`. Take them all before the next object. */
export interface FedObject {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  pieces(): AsyncGenerator<Buffer, void, undefined>;
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
      yield { ...object, pieces: () => takePieces(source, object) };
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
  source: ReturnType<typeof byteSource>,
  { id, size }: Pick<FedObject, "id" | "size">,
): AsyncGenerator<Buffer, void, undefined> {
  for (let left = size; left > 0; left -= PIECE_BYTES) {
    const piece = await source.take(Math.min(left, PIECE_BYTES));
    if (piece === undefined) throw new LockstepError("store-unsound", `the object ${id} ends before its end`);
    yield piece;
  }
  await source.take(1);
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

import { LockstepError } from "#services/core/errors";
import { askKeptReader } from "./kept-reader.js";
import { byteSource, type StoredObject, takeObject } from "./object-stream.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

export type { StoredObject };

/**
 * Reads objects by one `git cat-file --batch`, in the order asked; `undefined` where there is none.
 * A name is an object id, `<commit>:<path>` or another expression without line end.
 *
 * @throws LockstepError `store-unsound` where an object is corrupt or the answer ends early
 */
export async function readObjects(
  gitDir: string,
  names: readonly string[],
): Promise<readonly (StoredObject | undefined)[]> {
  if (names.length === 0) return [];
  if (names.length <= FEW) return await askKeptReader(gitDir, names);
  const found: (StoredObject | undefined)[] = [];
  for await (const object of streamObjects(gitDir, names)) found.push(object);
  return found;
}

/** So few that they do not keep the reader from others for long. */
const FEW = 64;

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
  if (names.length <= FEW) return yield* await readObjects(gitDir, names);
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

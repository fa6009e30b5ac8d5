import { Socket } from "node:net";
import { LockstepError } from "#services/core/errors";
import { byteSource, type StoredObject, takeObject } from "./object-stream.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/**
 * Reads a few objects over a `git cat-file --batch` that stays open for the next question: starting git costs more than
 * answering. It sees what others write meanwhile, ends when nothing was asked for a second, and keeps no process alive.
 *
 * @throws LockstepError `estate-not-found` where there is no repository, `store-unsound` where an object is corrupt or the
 * answer ends early
 */
export async function askKeptReader(
  gitDir: string,
  names: readonly string[],
): Promise<readonly (StoredObject | undefined)[]> {
  return await (readers.get(gitDir) ?? openReader(gitDir)).ask(names);
}

/** Ends the reader of a repository, because what it may still have at hand is gone. */
export function closeKeptReader(gitDir: string): void {
  readers.get(gitDir)?.close();
}

interface KeptReader {
  ask(names: readonly string[]): Promise<readonly (StoredObject | undefined)[]>;
  close(): void;
}

const IDLE_MS = 1_000;
const readers = new Map<string, KeptReader>();

function openReader(gitDir: string): KeptReader {
  const child = spawnGit(gitDir, ["cat-file", "--batch"]);
  const exit = exitOf(child);
  exit.catch(() => undefined).finally(forget);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  const source = byteSource(child.stdout);
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  async function read(names: readonly string[]): Promise<readonly (StoredObject | undefined)[]> {
    child.stdin.write(`${names.join("\n")}\n`);
    const found: (StoredObject | undefined)[] = [];
    while (found.length < names.length) {
      const object = await takeObject(source);
      if (object === "end") throw await explainEnd();
      found.push(object);
    }
    return found;
  }

  async function explainEnd(): Promise<LockstepError> {
    const code = await exit;
    if (code === 0) return new LockstepError("store-unsound", "the repository's answer ended early");
    if (/not a git repository/i.test(stderr)) {
      return new LockstepError("estate-not-found", `${gitDir} is not a Git repository`);
    }
    return gitFailed(["cat-file"], { code, stderr });
  }

  /** While nobody waits for an answer the reader is no reason for our process to go on. */
  function keepAlive(alive: boolean): void {
    for (const handle of [child, child.stdin, child.stdout, child.stderr]) {
      if (handle !== child && !(handle instanceof Socket)) continue;
      if (alive) handle.ref();
      else handle.unref();
    }
  }

  function forget(): void {
    clearTimeout(idle);
    if (readers.get(gitDir) === reader) readers.delete(gitDir);
  }

  function close(): void {
    forget();
    void tail.then(() => child.stdin.end());
  }

  const reader: KeptReader = {
    close,
    async ask(names) {
      clearTimeout(idle);
      waiting += 1;
      keepAlive(true);
      const answer = tail.then(() => read(names));
      // After a failure nobody knows where in the stream the next answer begins.
      tail = answer.catch(forget);
      try {
        return await answer;
      } finally {
        waiting -= 1;
        if (waiting === 0) {
          keepAlive(false);
          idle = setTimeout(close, IDLE_MS).unref();
        }
      }
    },
  };
  readers.set(gitDir, reader);
  return reader;
}

import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { newTemporaryRef } from "./refs.js";
import { exitOf, gitFailed, spawnGit } from "./run-git.js";

/** A tree being written by one `git fast-import`, visible only below a temporary reference once it is finished. */
export interface TreeImport {
  /** Writes a file; waits where git cannot keep up. */
  file(path: string, bytes: Uint8Array): Promise<void>;
  /** Puts a whole folder that the repository already holds. */
  folder(path: string, tree: string): Promise<void>;
  /** Takes a file or folder away; nothing where there is none. */
  remove(path: string): Promise<void>;
  /** Ends the import. The temporary reference keeps the objects from garbage collection until the caller deletes it. */
  finish(): Promise<FinishedTree>;
  /** Ends it without a trace but unreferenced objects. */
  abandon(): Promise<void>;
}

/** A finished tree and the temporary reference that holds it. */
export interface FinishedTree {
  readonly ref: string;
  readonly commit: string;
  readonly tree: string;
}

/** Starts an import on top of a commit's tree, or of nothing. Paths must have passed `assertSafePath`. */
export function startTreeImport(gitDir: string, from: string | undefined): TreeImport {
  const ref = newTemporaryRef();
  // `--done`: a stream cut off in the middle is an error and moves no reference.
  // Its pack is kept as it is: one file made durable costs a third of the same objects one by one; maintenance joins packs.
  // Deltas are left to maintenance too: between files that come one after the other they save nothing and cost half the time.
  const args = [
    ...["-c", "fastimport.unpackLimit=1", "-c", "pack.compression=1"],
    ...["fast-import", "--quiet", "--done", "--date-format=raw", "--depth=0"],
  ];
  const child = spawnGit(gitDir, args);
  let stderr = "";
  let ended = false;
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderr.length < 4096) stderr += chunk.toString("utf8");
  });
  let answer = "";
  child.stdout.on("data", (chunk: Buffer) => {
    answer += chunk.toString("latin1");
  });
  const exit = exitOf(child).then(
    (code) => {
      ended = true;
      return code;
    },
    (error: unknown) => {
      ended = true;
      return error instanceof LockstepError ? error : new LockstepError("system-refused", "git cannot be started");
    },
  );

  // Many small writes cost more than what they carry: whole commands are gathered, so that callers at once cannot mix theirs.
  const gathered = gatherBytes();
  const write = async (...parts: readonly (string | Uint8Array)[]): Promise<void> => {
    if (ended) throw await failure();
    gathered.add(...parts);
    if (gathered.size() < GATHER_BYTES) return;
    if (!child.stdin.write(gathered.take())) await Promise.race([once(child.stdin, "drain"), exit]);
  };
  const failure = async (): Promise<LockstepError> => {
    const code = await exit;
    // Git's own report of its end, one a failure: it holds paths and parts of the stream, and fills a disk that is full.
    await rm(join(gitDir, `fast_import_crash_${child.pid}`), { force: true });
    return typeof code === "number" ? gitFailed(["fast-import"], { code, stderr }) : code;
  };

  // The reference nobody else has makes a pack nobody else writes: of two that import the same at once, or again after a kill, Git
  // refuses the second, because its pack would have the name of the first.
  const note = `data ${ref.length}\n${ref}\n`;
  gathered.add(
    `commit ${ref}\nmark :1\ncommitter Lockstep <> 0 +0000\n${note}${from === undefined ? "" : `from ${from}\n`}`,
  );
  return {
    file: (path, bytes) => write(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, "\n"),
    folder: (path, tree) => write(`M 040000 ${tree} ${path}\n`),
    remove: (path) => write(`D ${path}\n`),
    async finish() {
      gathered.add('ls ""\nget-mark :1\ndone\n');
      child.stdin.end(gathered.take());
      if ((await exit) !== 0) throw await failure();
      const [, tree = "", commit = ""] = /^040000 tree ([0-9a-f]+)\t\n([0-9a-f]+)\n$/.exec(answer) ?? [];
      if (commit === "") throw new LockstepError("store-unsound", "git fast-import did not say what it wrote");
      return { ref, commit, tree };
    },
    async abandon() {
      child.kill();
      await exit;
    },
  };
}

const GATHER_BYTES = 256 * 1024;

function gatherBytes() {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    add(...added: readonly (string | Uint8Array)[]): void {
      for (const part of added) {
        const bytes = typeof part === "string" ? Buffer.from(part) : part;
        parts.push(bytes);
        length += bytes.length;
      }
    },
    size: () => length,
    take(): Buffer {
      const bytes = Buffer.concat(parts, length);
      parts = [];
      length = 0;
      return bytes;
    },
  };
}

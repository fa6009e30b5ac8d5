import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exitOf, runGit, spawnGit } from "#services/stores/git/run-git";

/** Where a floor keeps what it downloaded: what is new by its SHA-256 goes to one `git fast-import` a node, and nothing else is done. */
export interface FloorStore {
  /** A writer for the pieces of one node. */
  node(name: string): FloorWriter;
  /** Remembers what was seen, for the next night. */
  close(): Promise<void>;
}

export interface FloorWriter {
  take(path: string, bytes: Buffer): Promise<void>;
  finish(): Promise<void>;
}

/** Opens the store of a floor below a folder; the first time it is made. */
export async function openFloorStore(folder: string): Promise<FloorStore> {
  const gitDir = join(folder, "floor.git");
  const seenFile = join(folder, "floor-seen.json");
  if (!existsSync(gitDir)) {
    await mkdir(gitDir, { recursive: true });
    await runGit(gitDir, ["init", "--quiet", "--bare"]);
  }
  const seen = new Map<string, string>(
    existsSync(seenFile) ? (JSON.parse(await readFile(seenFile, "utf8")) as [string, string][]) : [],
  );
  return {
    node: (name) => openWriter(gitDir, name, seen),
    close: () => writeFile(seenFile, JSON.stringify([...seen])),
  };
}

function openWriter(gitDir: string, name: string, seen: Map<string, string>): FloorWriter {
  const writer = startImport(gitDir, name);
  return {
    async take(path, bytes) {
      const file = `${name}${path}`;
      const digest = createHash("sha256").update(bytes).digest("hex");
      if (seen.get(file) === digest) return;
      seen.set(file, digest);
      await writer.file(file, bytes);
    },
    finish: () => writer.finish(),
  };
}

/** One `git fast-import`, started when the first file comes. */
function startImport(gitDir: string, name: string) {
  let child: ReturnType<typeof spawnGit> | undefined;
  const start = (): ReturnType<typeof spawnGit> => {
    const started = spawnGit(gitDir, ["fast-import", "--quiet", "--done"]);
    started.stdin.write(
      `commit refs/heads/${name}\ncommitter Floor <> ${Math.floor(Date.now() / 1000)} +0000\ndata 0\n`,
    );
    started.stdin.write(`from refs/heads/${name}^0\n`.repeat(existsSync(join(gitDir, "refs", "heads", name)) ? 1 : 0));
    return started;
  };
  return {
    async file(path: string, bytes: Buffer): Promise<void> {
      child ??= start();
      child.stdin.write(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
      child.stdin.write(bytes);
      if (!child.stdin.write("\n")) await new Promise((resolve) => child?.stdin.once("drain", resolve));
    },
    async finish(): Promise<void> {
      if (child === undefined) return;
      child.stdin.end("done\n");
      if ((await exitOf(child)) !== 0) throw new Error("the floor's import failed");
    },
  };
}

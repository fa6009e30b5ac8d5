import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "#services/core/text/digest";
import type { PartShelf } from "#services/ports/collection-store";

/** How much lies on the shelf at most. Default 1 GiB: the first look at some hundred engines, or a year of changes of one. */
export interface ShelfLimits {
  readonly maxBytes: number;
}

const DEFAULT_SHELF: ShelfLimits = { maxBytes: 1024 ** 3 };

/** Keeps parts in a folder, a file each, named after their content; what was used longest ago makes room. */
export function openPartShelf(folder: string, { maxBytes } = DEFAULT_SHELF): PartShelf {
  const fileOf = (digest: string): string => join(folder, digest.replace(/^sha256:/, ""));

  async function has(digest: string): Promise<boolean> {
    const now = new Date();
    return await utimes(fileOf(digest), now, now).then(
      () => true,
      () => false,
    );
  }

  async function makeRoom(): Promise<void> {
    const names = await readdir(folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const found = await stat(join(folder, name)).catch(() => undefined);
        return { name, bytes: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
      }),
    );
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files.sort((a, b) => a.usedAt - b.usedAt)) {
      if (bytes <= maxBytes) return;
      await rm(join(folder, file.name), { force: true });
      bytes -= file.bytes;
    }
  }

  return {
    clear: () => rm(folder, { recursive: true, force: true }),
    async missing(digests) {
      const lacking: string[] = [];
      for (const digest of new Set(digests)) if (!(await has(digest))) lacking.push(digest);
      return lacking;
    },
    async read(digest) {
      const bytes = await readFile(fileOf(digest)).catch(() => undefined);
      // What a full disk or a killed machine left of a part is none.
      return bytes !== undefined && digestOf(bytes) === digest ? new Uint8Array(bytes) : undefined;
    },
    async put(parts) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const part of parts) {
        const digest = digestOf(part);
        const unfinished = join(folder, `new-${randomBytes(8).toString("hex")}`);
        await writeFile(unfinished, part, { mode: 0o600 });
        await rename(unfinished, fileOf(digest));
      }
      await makeRoom();
    },
  };
}

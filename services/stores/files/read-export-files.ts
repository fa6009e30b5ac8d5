import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";

const MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads an export file, or every file below a folder whose name is one of an export, in order of name. Links are not followed.
 *
 * @throws LockstepError `selector-unknown` where there is nothing to read, `answer-too-large`
 */
export async function readExportFiles(path: string, names = /\.xml$/i): Promise<ExportItem[]> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile()) return [await readExport(path)];
  if (!found?.isDirectory())
    throw new LockstepError("selector-unknown", `${path} is neither a file, a folder nor a selector.`);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new LockstepError("selector-unknown", `${path} holds no export file of this product.`);
  const items: ExportItem[] = [];
  for (const file of files) items.push(await readExport(file));
  return items;
}

async function readExport(file: string): Promise<ExportItem> {
  const { size } = await lstat(file);
  if (size > MAX_BYTES)
    throw new LockstepError("answer-too-large", `${file} has ${size} bytes; at most ${MAX_BYTES} are read.`);
  return { source: "file", bytes: await readFile(file), origin: file };
}

import { randomBytes } from "node:crypto";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file so that after a kill or a power cut it is whole, or as it was: on disk before it has its name, and its name before this returns. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  await writeFile(part, text, { mode: 0o600, flush: true });
  await rename(part, file);
  await syncFolder(folder);
}

/** Windows gives no handle to a folder, and keeps names by its own journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { type FileHandle, open } from "node:fs/promises";
import { Deflate } from "fflate";
import { openByteWindow } from "./byte-window.js";
import { pushInPieces } from "./in-pieces.js";
import { DEFLATION, isStored } from "./pack-form.js";
import { type PackedEntry, readPackDirectory } from "./read-pack-directory.js";
import { readPacked, readPackedEntry } from "./read-packed-entry.js";

/**
 * Whether the files of an archive, packed once more, would be the same archive byte for byte. What lies around its files is held against the
 * one form already as it is opened; what is left is how each is deflated.
 *
 * @throws LockstepError `pack-unreadable`
 */
export async function isPackedAlike(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    for (const entry of await readPackDirectory(handle, (await handle.stat()).size)) {
      if (isStored(entry.name) !== (entry.method === 0)) return false;
      if (entry.method === 8 && !(await isDeflatedAlike(handle, entry))) return false;
    }
    return true;
  } finally {
    await handle.close();
  }
}

async function isDeflatedAlike(handle: FileHandle, entry: PackedEntry): Promise<boolean> {
  const packed = openByteWindow(readPacked(handle, entry));
  let ready: Uint8Array[] = [];
  let isSame = true;
  const deflate = new Deflate(DEFLATION, (chunk) => ready.push(chunk));
  await pushInPieces(readPackedEntry(handle, entry), deflate, async () => {
    const made = Buffer.concat(ready);
    ready = [];
    isSame &&= made.equals(await packed.ahead(made.length));
    packed.pass(made.length);
  });
  return isSame && (await packed.ahead(1)).length === 0;
}

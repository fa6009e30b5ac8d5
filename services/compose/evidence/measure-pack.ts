import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** SHA-256, in hex digits, and length of a file. */
export async function measurePack(file: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(file), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.byteLength;
    }
  });
  return { sha256: hash.digest("hex"), bytes };
}

/** The same; `undefined` where nothing stands. */
export async function measureStanding(file: string): Promise<Awaited<ReturnType<typeof measurePack>> | undefined> {
  try {
    return await measurePack(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

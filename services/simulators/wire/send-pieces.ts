import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import type { HowCut } from "./faults.js";

/** Sends half a body: as if it were whole, or with the connection cut. */
export function sendHalf(response: Response, body: Uint8Array, how: HowCut): void {
  const half = body.subarray(0, body.length >> 1);
  if (how === "clean-end") response.end(half);
  else response.write(half, () => response.destroy());
}

/** Sends what begins like an answer and never ends. */
export function sendEndless(response: Response, beginning: string | Uint8Array): Promise<void> {
  return sendPieces(response, endless(beginning));
}

function* endless(beginning: string | Uint8Array): Generator<Uint8Array> {
  yield Buffer.from(beginning);
  for (const filler = Buffer.alloc(65_536, "x"); ; ) yield filler;
}

/** Sends piece by piece, without a length, as fast as the reader reads; a reader who leaves is no fault of ours. */
export async function sendPieces(response: Response, pieces: Iterable<string | Uint8Array>): Promise<void> {
  await pipeline(Readable.from(pieces), response).catch(() => response.destroy());
}

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

/** Sends a JSON body whole, without an end, or cut in the middle. */
export function sendBody(
  response: Response,
  status: number,
  body: string,
  how: { readonly endless: boolean; readonly cut: "clean-end" | "cut-connection" | undefined },
): void {
  response.status(status).set("Content-Type", "application/json; charset=utf-8");
  if (how.endless) {
    // A reader who leaves is no fault of ours.
    void pipeline(Readable.from(endless()), response).catch(() => response.destroy());
    return;
  }
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (how.cut === "clean-end") response.end(half);
  else if (how.cut === "cut-connection") response.write(half, () => response.destroy());
  else response.end(bytes);
}

function* endless(): Generator<string> {
  yield '{"status":{"errors":[],"summary":""},"console":[],"result":{"content":["';
  for (const filler = "x".repeat(65_536); ; ) yield filler;
}

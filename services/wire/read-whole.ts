import { LockstepError } from "#services/core/errors";
import type { HttpAnswer } from "./http-client.js";

/**
 * Reads an answer that is small enough to keep.
 * @throws LockstepError `answer-too-large`, `answer-truncated`
 */
export async function readWhole(answer: HttpAnswer, maxBytes: number, origin: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new LockstepError("answer-too-large", `${origin} answered with more than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

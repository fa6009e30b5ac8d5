import { LockstepError } from "#services/core/errors";
import type { Bytes } from "#services/ports/evidence";

/** What no line of a ledger comes near. */
const MOST_LINE_BYTES = 64 * 1024 ** 2;

/**
 * Gives the lines of a text as it comes, each without its end, which the last one has too.
 *
 * @throws LockstepError `pack-unreadable` where it is not UTF-8, has no end of its last line, or a line without end
 */
export async function* readLines(bytes: Bytes, name: string): AsyncGenerator<string, void, undefined> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      yield decode([...parts, chunk.subarray(start, end)], name);
      parts = [];
      held = 0;
      start = end + 1;
    }
    parts.push(chunk.slice(start));
    held += chunk.length - start;
    if (held > MOST_LINE_BYTES) throw unreadable(name, "has a line without end");
  }
  if (held > 0) throw unreadable(name, "is cut off in a line");
}

const LINE_END = 10;

function decode(parts: readonly Uint8Array[], name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw unreadable(name, "is no text", cause);
  }
}

function unreadable(name: string, why: string, cause?: unknown): LockstepError {
  return new LockstepError("pack-unreadable", `The evidence pack cannot be read: ${name} ${why}.`, { cause });
}

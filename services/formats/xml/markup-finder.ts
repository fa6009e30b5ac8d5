import type { LockstepError } from "#services/core/errors";
import { ByteFinder } from "./byte-finder.js";
import type { ByteWindow } from "./byte-window.js";

const MAX_TAG_BYTES = 1 << 20;
const LESS_THAN = 0x3c;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;

/** Finds where markup begins and ends in a window whose bytes still come in; every offset is one of the stream. */
export class MarkupFinder {
  private readonly window: ByteWindow;
  private readonly malformed: (reason: string) => LockstepError;
  private readonly declarations: ByteFinder;
  private readonly instructions: ByteFinder;
  /** How far the end of the comment, section or instruction that was last asked for has been looked for. */
  private searchedTo = 0;

  constructor(window: ByteWindow, malformed: (reason: string) => LockstepError) {
    this.window = window;
    this.malformed = malformed;
    // One rare byte is found many times faster than a sequence that begins with "<".
    this.declarations = new ByteFinder(window, EXCLAMATION);
    this.instructions = new ByteFinder(window, QUESTION);
  }

  /** Offset of the next `<!` or `<?` from `from` and before `limit` (no limit when negative), or -1. */
  nextSpecial(from: number, limit: number): number {
    return earlier(this.nextMarked(this.declarations, from, limit), this.nextMarked(this.instructions, from, limit));
  }

  private nextMarked(finder: ByteFinder, start: number, limit: number): number {
    for (let from = start + 1; ; ) {
      const hit = finder.find(from);
      if (hit < 0 || (limit >= 0 && hit > limit)) return -1;
      if (this.window.at(hit - 1) === LESS_THAN) return hit - 1;
      from = hit + 1;
    }
  }

  /** Offset after the `>` of the tag at `start`, or -1 where it has not come yet; `>` may stand in a quoted attribute. */
  tagEnd(start: number): number {
    let quote = 0;
    for (let offset = start + 1; offset < this.window.end; offset += 1) {
      const byte = this.window.at(offset);
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 0x3e) {
        return offset + 1;
      } else if (byte === 0x22 || byte === 0x27) {
        quote = byte;
      } else if (byte === LESS_THAN) {
        throw this.malformed("a tag is not closed");
      }
    }
    if (this.window.end - start > MAX_TAG_BYTES) throw this.malformed("a tag is not closed");
    return -1;
  }

  /** Offset after the comment, instruction or CDATA section at `start`, or -1 where its end has not come yet. */
  specialEnd(start: number, mayBeSection: boolean): number {
    const terminator = this.terminatorOf(start, mayBeSection);
    if (terminator === undefined) return -1;
    const from = Math.max(start + terminator.after, this.searchedTo);
    const end = this.window.indexOf(Buffer.from(terminator.text), from);
    if (end >= 0) return end + terminator.text.length;
    this.searchedTo = Math.max(from, this.window.end - terminator.text.length + 1);
    return -1;
  }

  private terminatorOf(
    start: number,
    mayBeSection: boolean,
  ): { readonly text: string; readonly after: number } | undefined {
    if (this.window.at(start + 1) === QUESTION) return { text: "?>", after: 2 };
    const opening = this.window.slice(start, Math.min(start + 9, this.window.end)).toString("latin1");
    if (opening.startsWith("<!--")) return { text: "-->", after: 4 };
    if (opening === "<![CDATA[" && mayBeSection) return { text: "]]>", after: 9 };
    if ("<![CDATA[".startsWith(opening) || "<!--".startsWith(opening)) {
      if (opening.length < 9) return undefined;
    }
    throw this.malformed("it holds a document type or another declaration");
  }
}

function earlier(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}

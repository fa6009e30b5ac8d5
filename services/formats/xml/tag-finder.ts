import type { ByteWindow } from "./byte-window.js";

const LESS_THAN = 0x3c;
const SLASH = 0x2f;
const TAG_NAME_END = new Set([0x20, 0x09, 0x0a, 0x0d, SLASH, 0x3e]);

/**
 * Finds the next tag of one name, opening or closing; remembers what it has already looked at, so that a stream is searched
 * once. It looks for the name and then at what stands before it: a needle that begins with "<", which every tag does, takes
 * twice the time, and there would be two of them.
 */
export class TagFinder {
  private readonly window: ByteWindow;
  private readonly name: Buffer;
  private hit = -1;
  private searchedTo = 0;

  constructor(window: ByteWindow, name: string) {
    this.window = window;
    this.name = Buffer.from(name);
  }

  /** Absolute offset of the first tag at or after `from`, or -1 where the bytes at hand hold none. */
  find(from: number): number {
    if (this.hit >= from) return this.hit;
    let start = Math.max(from, this.searchedTo);
    for (;;) {
      const found = this.window.indexOf(this.name, start);
      if (found < 0) {
        this.searchedTo = Math.max(start, this.window.end - this.name.length + 1);
        return -1;
      }
      const after = found + this.name.length;
      if (after >= this.window.end) {
        this.searchedTo = found;
        return -1;
      }
      const tag = this.tagAround(found, after);
      if (tag >= from) {
        this.hit = tag;
        this.searchedTo = after;
        return tag;
      }
      start = found + 1;
    }
  }

  /** Offset of the tag whose name stands there, or -1: `<channel>` and `</channel>`, not `<channelId>` or `channel`. */
  private tagAround(name: number, after: number): number {
    if (!TAG_NAME_END.has(this.window.at(after))) return -1;
    const before = this.window.at(name - 1);
    if (before === LESS_THAN) return name - 1;
    return before === SLASH && this.window.at(name - 2) === LESS_THAN ? name - 2 : -1;
  }
}

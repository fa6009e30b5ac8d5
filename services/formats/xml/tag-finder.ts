import type { ByteWindow } from "./byte-window.js";

const TAG_NAME_END = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2f, 0x3e]);

/** Finds the next place where one byte sequence occurs; remembers what it has already looked at, so that a stream is searched once. */
export class TagFinder {
  private readonly window: ByteWindow;
  private readonly needle: Buffer;
  private readonly endsName: boolean;
  private hit = -1;
  private searchedTo = 0;

  /** With `endsName` a hit counts only where the tag's name ends with the needle: `<channel>`, not `<channelId>`. */
  constructor(window: ByteWindow, needle: string, endsName: boolean) {
    this.window = window;
    this.needle = Buffer.from(needle);
    this.endsName = endsName;
  }

  /** Absolute offset of the first hit at or after `from`, or -1 where the bytes at hand hold none. */
  find(from: number): number {
    if (this.hit >= from) return this.hit;
    let start = Math.max(from, this.searchedTo);
    for (;;) {
      const hit = this.window.indexOf(this.needle, start);
      if (hit < 0) {
        this.searchedTo = Math.max(start, this.window.end - this.needle.length + 1);
        return -1;
      }
      const after = hit + this.needle.length;
      if (this.endsName && after >= this.window.end) {
        this.searchedTo = hit;
        return -1;
      }
      if (!this.endsName || TAG_NAME_END.has(this.window.at(after))) {
        this.hit = hit;
        this.searchedTo = hit + 1;
        return hit;
      }
      start = hit + 1;
    }
  }
}

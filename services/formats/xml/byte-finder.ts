import type { ByteWindow } from "./byte-window.js";

/** Finds the next place of one byte; remembers what it has already looked at, so that a stream is searched once. */
export class ByteFinder {
  private readonly window: ByteWindow;
  private readonly byte: number;
  private hit = -1;
  private searchedTo = 0;

  constructor(window: ByteWindow, byte: number) {
    this.window = window;
    this.byte = byte;
  }

  /** Absolute offset of the first one at or after `from`, or -1 where the bytes at hand hold none. */
  find(from: number): number {
    if (this.hit >= from) return this.hit;
    const found = this.window.indexOf(this.byte, Math.max(from, this.searchedTo));
    if (found >= 0) this.hit = found;
    this.searchedTo = found < 0 ? Math.max(from, this.window.end) : found + 1;
    return found;
  }
}

// Larger slabs cost twice the time here: each is fetched from the system anew, and collected as memory outside the heap.
const SLAB_BYTES = 1 << 18;

/**
 * The bytes of a stream that are still needed, addressed by their offset from its start.
 * What `slice` hands out is never written again, so that it may be kept.
 */
export class ByteWindow {
  private slab: Buffer = Buffer.alloc(0);
  /** The filled part of the slab. */
  private view: Buffer = this.slab;
  /** Offset in the stream of the slab's first byte. */
  private base = 0;
  private filled = 0;

  /** Offset in the stream after the last byte at hand. */
  get end(): number {
    return this.base + this.filled;
  }

  /** Adds a chunk and forgets everything before `keepFrom`. The chunk must not be changed afterwards. */
  append(chunk: Uint8Array, keepFrom: number): void {
    const kept = this.end - keepFrom;
    if (kept <= 0) {
      this.base = this.end;
      this.slab = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      this.filled = chunk.byteLength;
      this.view = this.slab;
      return;
    }
    if (this.filled + chunk.byteLength > this.slab.length) this.moveTo(keepFrom, kept, chunk.byteLength);
    this.slab.set(chunk, this.filled);
    this.filled += chunk.byteLength;
    this.view = this.slab.subarray(0, this.filled);
  }

  at(offset: number): number {
    return this.view[offset - this.base] ?? -1;
  }

  indexOf(needle: Buffer | number, from: number): number {
    const hit = this.view.indexOf(needle, from - this.base);
    return hit < 0 ? -1 : hit + this.base;
  }

  slice(from: number, to: number): Buffer {
    return this.slab.subarray(from - this.base, to - this.base);
  }

  private moveTo(keepFrom: number, kept: number, more: number): void {
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, 2 * (kept + more)));
    this.slab.copy(slab, 0, keepFrom - this.base, this.filled);
    this.slab = slab;
    this.base = keepFrom;
    this.filled = kept;
  }
}

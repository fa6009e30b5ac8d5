import { deflateRawSync } from "node:zlib";

/** A file as somebody puts it into an archive by hand: whatever is left out is as Lockstep writes it. */
export interface ForgedEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the header before its bytes, and the line of the directory, say otherwise. */
  readonly before?: Partial<Said>;
  readonly listed?: Partial<Said>;
  /** Of both. */
  readonly both?: Partial<Said>;
  /** Put behind its deflated bytes, and counted among them. */
  readonly behind?: Uint8Array;
}

interface Said {
  readonly name: string;
  readonly madeBy: number;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly extra: Uint8Array;
  readonly attributes: number;
  readonly offset: number;
}

/** What stands around the files. */
export interface ForgedFrame {
  readonly prefix?: Uint8Array;
  readonly between?: Uint8Array;
  readonly beforeEnd?: Uint8Array;
  readonly suffix?: Uint8Array;
  readonly comment?: string;
  readonly count?: number;
  readonly disk?: number;
}

/** Writes an archive byte by byte, with whatever lies somebody wants in it. */
export function forgeArchive(entries: readonly ForgedEntry[], frame: ForgedFrame = {}): Uint8Array<ArrayBuffer> {
  const none = new Uint8Array(0);
  const parts: Uint8Array[] = [frame.prefix ?? none];
  const directory: Uint8Array[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, { name, bytes, before, listed, both, behind = none }] of entries.entries()) {
    const packed = Buffer.concat([deflateRawSync(bytes), behind]);
    const truth: Said = {
      ...{ name, madeBy: 20, flags: 8, method: 8, time: 0x216000, crc: crc32(bytes), extra: none, attributes: 0 },
      ...{ packedBytes: packed.length, bytes: bytes.length, offset: at },
      ...both,
    };
    const gap = index === 1 ? (frame.between ?? none) : none;
    const written = [gap, headerOf({ ...truth, ...before }), packed, descriptorOf(truth)];
    if (gap.length > 0) directory.push(listingOf({ ...truth, offset: at + gap.length, ...listed }));
    else directory.push(listingOf({ ...truth, ...listed }));
    parts.push(...written);
    at += written.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(frame.disk ?? 0, 4);
  end.writeUInt16LE(frame.count ?? entries.length, 8);
  end.writeUInt16LE(frame.count ?? entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(frame.comment?.length ?? 0, 20);
  const rest = [frame.beforeEnd ?? none, end, Buffer.from(frame.comment ?? ""), frame.suffix ?? none];
  return new Uint8Array(Buffer.concat([...parts, list, ...rest]));
}

function headerOf({ name, flags, method, time, extra }: Said): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(time, 10);
  header.writeUInt16LE(Buffer.byteLength(name, "latin1"), 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, Buffer.from(name, "latin1"), extra]);
}

function listingOf({ name, madeBy, extra, ...said }: Said): Buffer {
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(madeBy, 4);
  line.writeUInt16LE(20, 6);
  line.writeUInt16LE(said.flags, 8);
  line.writeUInt16LE(said.method, 10);
  line.writeUInt32LE(said.time, 12);
  line.writeUInt32LE(said.crc, 16);
  line.writeUInt32LE(said.packedBytes, 20);
  line.writeUInt32LE(said.bytes, 24);
  line.writeUInt16LE(Buffer.byteLength(name, "latin1"), 28);
  line.writeUInt16LE(extra.length, 30);
  line.writeUInt32LE(said.attributes, 38);
  line.writeUInt32LE(said.offset, 42);
  return Buffer.concat([line, Buffer.from(name, "latin1"), extra]);
}

function descriptorOf({ crc, packedBytes, bytes }: Said): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(packedBytes, 8);
  descriptor.writeUInt32LE(bytes, 12);
  return descriptor;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ ((crc & 1) * 0xedb8_8320);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

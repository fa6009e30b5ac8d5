import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Bytes, PackedObject } from "#services/ports/evidence";
import { writeBundleHeader } from "#services/stores/evidence/bundle-header";
import {
  addToAdler32,
  BLOCK_BYTES,
  blockHeader,
  checksumBytes,
  objectHeader,
  packHeader,
  ZLIB_HEADER,
} from "#services/stores/evidence/git-pack-form";
import { watchGitObjects } from "#services/stores/evidence/watch-git-objects";

function packOf(objects: readonly (readonly [type: string, content: Buffer])[]): Buffer {
  const written = objects.flatMap(([type, content]) => {
    const blocks: Uint8Array[] = [objectHeader(type, content.length), ZLIB_HEADER];
    for (let at = 0; at === 0 || at < content.length; at += BLOCK_BYTES) {
      const block = content.subarray(at, at + BLOCK_BYTES);
      blocks.push(blockHeader(block.length, at + BLOCK_BYTES >= content.length), block);
    }
    return [...blocks, checksumBytes(addToAdler32(1, content))];
  });
  const body = Buffer.concat([packHeader(objects.length), ...written]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

async function* inPieces(bytes: Buffer, size: number): Bytes {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function watch(bytes: Buffer, size = 1000): Promise<{ readonly passed: Buffer; readonly seen: PackedObject[] }> {
  const seen: PackedObject[] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of watchGitObjects(inPieces(bytes, size), (object) => seen.push(object))) pieces.push(piece);
  return { passed: Buffer.concat(pieces), seen };
}

const FILE = Buffer.from("x".repeat(BLOCK_BYTES * 2 + 5));
const TREE = Buffer.concat([
  Buffer.from("100644 a b.json\0"),
  Buffer.alloc(20, 0x20),
  Buffer.from("40000 c\0"),
  Buffer.alloc(20),
]);
const PACK = packOf([
  ["blob", FILE],
  ["commit", Buffer.from("tree 1\n\nhello\n")],
  ["tree", TREE],
  ["blob", Buffer.alloc(0)],
]);

test("passes every byte on and shows every object: a file, what a commit says, the names in a folder", async () => {
  for (const size of [1, 1000, 1_000_000]) {
    const { passed, seen } = await watch(PACK, size);
    assert.ok(passed.equals(PACK));
    const texts = seen.map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
    assert.deepEqual(texts, [FILE.toString("utf8"), "tree 1\n\nhello\n", "a b.json\nc\n", ""]);
    assert.equal(seen[3]?.id(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "as Git names it");
  }
});

test("reads a bundle behind the lines that name its branches", async () => {
  const bundle = Buffer.concat([Buffer.from(writeBundleHeader({ main: "a".repeat(40) })), PACK]);
  const { passed, seen } = await watch(bundle, 100);
  assert.ok(passed.equals(bundle));
  assert.equal(seen.length, 4);
});

test("what it cannot look through does not pass as looked through", async () => {
  const strange: readonly Buffer[] = [
    PACK.subarray(0, -30),
    Buffer.concat([PACK, Buffer.from("more")]),
    Buffer.from("# v2 git bundle\n\nno pack"),
    Buffer.from("PACK\0\0\0\x03\0\0\0\0"),
  ];
  for (const bytes of strange) await assert.rejects(watch(bytes), { code: "pack-unreadable" });
});

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readZip } from "#services/formats/zip/read-zip";
import type { Bytes } from "#services/ports/evidence";
import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
import { isPackedAlike } from "#services/stores/evidence/is-packed-alike";
import { openPack } from "#services/stores/evidence/open-pack";
import { collectBytes } from "./estate-with-branches.js";

interface Folder extends Disposable {
  readonly path: string;
}

function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "lockstep-pack-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function* cut(bytes: Uint8Array, sizes: readonly number[]): Bytes {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function writeFiles(file: string, files: Readonly<Record<string, Uint8Array>>, sizes = [1000]): Promise<void> {
  const writer = await createPackWriter(file);
  for (const [name, bytes] of Object.entries(files)) {
    const told = await writer.add(name, cut(bytes, sizes));
    assert.deepEqual(told, { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length });
  }
  await writer.finish();
}

const TEXT = Buffer.from("Seen, skipped, failed.\n".repeat(9_000));
const FILES = {
  "README.txt": Buffer.from("What this is.\n"),
  "empty.csv": Buffer.alloc(0),
  "inputs/ledger.jsonl": TEXT,
  "inputs/store.bundle": TEXT,
};

test("what is put into a pack comes out of it, in the same order", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  await writeFiles(file, FILES);
  await using pack = await openPack(file);
  assert.deepEqual(pack.names, Object.keys(FILES));
  for (const [name, bytes] of Object.entries(FILES)) assert.deepEqual(await collectBytes(pack.read(name)), bytes);
  assert.deepEqual(readdirSync(folder.path), ["pack.zip"]);
});

test("other programs read it too", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  await writeFiles(file, FILES);
  const entries = readZip(readFileSync(file), "the pack");
  assert.deepEqual(Object.fromEntries(entries.map(({ name, bytes }) => [name, Buffer.from(bytes)])), FILES);
  const script =
    "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [i.date_time for i in z.infolist()][0])";
  const python = spawnSync("python3", ["-c", script, file], { encoding: "utf8" });
  if (python.status !== null) assert.equal(python.stdout, "None (1980, 1, 1, 12, 0, 0)\n");
});

test("the same files are the same bytes, however they come and wherever the clock stands", async () => {
  using folder = temporaryFolder();
  const large = Buffer.concat([TEXT, randomBytes(200_000), TEXT, Buffer.alloc(200_000)]);
  const files = { ...FILES, "large.json": large };
  const first = join(folder.path, "first.zip");
  await writeFiles(first, files);
  const zone = process.env["TZ"];
  let turn = 0;
  for (const [TZ, sizes] of [
    ["Pacific/Auckland", [1, 70_000, 3]],
    ["America/Los_Angeles", [65_536]],
    ["Asia/Kathmandu", [65_537, 200_001]],
    ["UTC", [1_000_000]],
  ] as const) {
    process.env["TZ"] = TZ;
    const again = join(folder.path, `again-${turn++}.zip`);
    await writeFiles(again, files, [...sizes]);
    assert.ok(readFileSync(again).equals(readFileSync(first)), TZ);
  }
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test("any content comes out as it went in", async () => {
  using folder = temporaryFolder();
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(2_000),
      fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 }),
      async (seed, times, sizes) => {
        const file = join(folder.path, `pack-${turn++}.zip`);
        const bytes = Buffer.concat(Array.from({ length: times }, (_, index) => Buffer.from([...seed, index & 255])));
        await writeFiles(file, { "a.csv": bytes, "b.pdf": bytes }, sizes);
        await using pack = await openPack(file);
        for (const name of pack.names) assert.ok((await collectBytes(pack.read(name))).equals(bytes));
      },
    ),
    { numRuns: 25 },
  );
});

test("nothing stands under the name before the end, nothing is left of what was abandoned, and no file is written over", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  const [first, second, third] = [
    await createPackWriter(file),
    await createPackWriter(file),
    await createPackWriter(file),
  ];
  for (const writer of [first, second, third]) await writer.add("a.csv", cut(TEXT, [1000]));
  assert.equal(existsSync(file), false);
  await third.abandon();
  await first.finish();
  const bytes = readFileSync(file);
  await assert.rejects(second.finish(), { code: "system-refused" });
  await second.abandon();
  assert.deepEqual(readdirSync(folder.path), ["pack.zip"]);
  await assert.rejects(createPackWriter(file), { code: "system-refused" });
  assert.ok(readFileSync(file).equals(bytes));
});

test("a pack that was touched anywhere is refused", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  await writeFiles(file, { "a.csv": TEXT.subarray(0, 2000), "b.pdf": TEXT.subarray(0, 50) });
  const whole = readFileSync(file);
  const touched = join(folder.path, "touched.zip");
  const readAll = async (bytes: Uint8Array): Promise<boolean> => {
    writeFileSync(touched, bytes);
    try {
      await using pack = await openPack(touched);
      for (const name of pack.names) await collectBytes(pack.read(name));
      return true;
    } catch (error) {
      assert.equal((error as { code?: string }).code, "pack-unreadable");
      return false;
    }
  };
  assert.equal(await readAll(whole), true);
  for (let at = 0; at < whole.length; at++) {
    const turned = Buffer.from(whole);
    turned[at] = (turned[at] ?? 0) ^ 0x15;
    assert.equal(await readAll(turned), false, `byte ${at}`);
  }
  for (let length = 0; length < whole.length; length += 7)
    assert.equal(await readAll(whole.subarray(0, length)), false);
  assert.equal(await readAll(Buffer.concat([whole, Buffer.from([0])])), false);
  assert.equal(await readAll(Buffer.concat([Buffer.from([0]), whole])), false);
  assert.equal(await readAll(Buffer.concat([whole, whole])), false);
});

test("a pack that was packed anew by another program is refused", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  const script =
    "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)\nz.writestr('a.csv','a'*500)\nz.close()";
  const python = spawnSync("python3", ["-c", script, file]);
  if (python.status === null) return;
  await assert.rejects(openPack(file), { code: "pack-unreadable" });
});

test("a pack is told from one whose files were deflated anew, although they are the same", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  await writeFiles(file, { ...FILES, "large.json": Buffer.concat([TEXT, randomBytes(70_000)]), "a.pdf": TEXT });
  assert.equal(await isPackedAlike(file), true);
  const bytes = readFileSync(file);
  const content = FILES["README.txt"];
  // An uncompressed block says the same as what stands there, in the same form of archive.
  const stored = Buffer.concat([Buffer.from([1, content.length, 0, 255 - content.length, 255]), content]);
  const start = 30 + "README.txt".length;
  const packed = bytes.readUInt32LE(bytes.indexOf(Buffer.from([0x50, 0x4b, 7, 8])) + 8);
  const moved = stored.length - packed;
  const anew = Buffer.concat([bytes.subarray(0, start), stored, bytes.subarray(start + packed)]);
  anew.writeUInt32LE(stored.length, start + stored.length + 8);
  const end = anew.length - 22;
  anew.writeUInt32LE(anew.readUInt32LE(end + 16) + moved, end + 16);
  let at = anew.readUInt32LE(end + 16);
  anew.writeUInt32LE(stored.length, at + 20);
  for (at += 46 + anew.readUInt16LE(at + 28); at < end; at += 46 + anew.readUInt16LE(at + 28)) {
    anew.writeUInt32LE(anew.readUInt32LE(at + 42) + moved, at + 42);
  }
  const other = join(folder.path, "anew.zip");
  writeFileSync(other, anew);
  await using pack = await openPack(other);
  assert.ok((await collectBytes(pack.read("README.txt"))).equals(content));
  assert.equal(await isPackedAlike(other), false);
});

test("what would unpack beyond its limits is refused before it is unpacked, and what lies of its size as it is", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "pack.zip");
  await writeFiles(file, { "a.csv": Buffer.alloc(20_000_000), "b.csv": TEXT });
  await assert.rejects(openPack(file), /more than 400 times its size/);
  await assert.rejects(openPack(file, { maxRatio: 2000, maxTotalBytes: 20_100_000 }), /would unpack to 20\d+ bytes/);
  await assert.rejects(openPack(file, { maxRatio: 2000, maxFileBytes: 2_000_000 }), /a\.csv would unpack to 20000000/);
  const bytes = readFileSync(file);
  // The size stands behind the file and in the directory; both are made to say less.
  const told = Buffer.from([0x00, 0x2d, 0x31, 0x01]);
  for (let at = bytes.indexOf(told); at >= 0; at = bytes.indexOf(told)) bytes.writeUInt32LE(100, at);
  const lying = join(folder.path, "lying.zip");
  writeFileSync(lying, bytes);
  await using pack = await openPack(lying, { maxRatio: 2000 });
  await assert.rejects(collectBytes(pack.read("a.csv")), /a\.csv is larger than it says/);
});

test("what is no file, or is not there, is told as such", async () => {
  using folder = temporaryFolder();
  await assert.rejects(openPack("/dev/zero"), { code: "pack-unreadable" });
  await assert.rejects(openPack(join(folder.path, "none.zip")), { code: "system-refused" });
  await assert.rejects(openPack(folder.path), { code: "pack-unreadable" });
  writeFileSync(join(folder.path, "empty.zip"), "");
  await assert.rejects(openPack(join(folder.path, "empty.zip")), { code: "pack-unreadable" });
});

test("other versions of Node give the same bytes", (t) => {
  const other = process.env["LOCKSTEP_OTHER_NODE"];
  if (other === undefined) return t.skip("LOCKSTEP_OTHER_NODE names no other Node");
  using folder = temporaryFolder();
  const script = `
    import { createPackWriter } from "#services/stores/evidence/create-pack-writer";
    const writer = await createPackWriter(process.argv[1]);
    let state = 1;
    const bytes = Uint8Array.from({ length: 400_000 }, (_, i) => { state = (state * 48271) % 2147483647; return i % 3 ? state & 63 : state; });
    await writer.add("a.csv", (async function* () { yield bytes; })());
    await writer.finish();`;
  const make = (node: string, name: string): Buffer => {
    const file = join(folder.path, name);
    execFileSync(node, ["--conditions=lockstep-source", "--import", "tsx", "--input-type=module", "-e", script, file]);
    return readFileSync(file);
  };
  assert.ok(make(process.execPath, "one.zip").equals(make(other, "other.zip")));
});

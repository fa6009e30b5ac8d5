import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync, strToU8, zipSync } from "fflate";
import { LockstepError } from "#services/core/errors";
import { crc32 } from "#services/formats/zip/crc32";
import { gunzip } from "#services/formats/zip/gunzip";
import { readZip } from "#services/formats/zip/read-zip";
import { writePlainZip } from "#services/formats/zip/write-plain-zip";
import { DEFAULT_ZIP_LIMITS } from "#services/formats/zip/zip-limits";

const FILES = { "configuration.xml": strToU8("<configuration/>"), "auxiliary/a/b.txt": strToU8("text ".repeat(500)) };

test("every file of an archive comes out as it went in, packed or not", () => {
  for (const level of [0, 6] as const) {
    const read = readZip(zipSync(FILES, { level }), "the answer");
    assert.deepEqual(Object.fromEntries(read.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])), {
      "configuration.xml": "<configuration/>",
      "auxiliary/a/b.txt": "text ".repeat(500),
    });
  }
});

test("the checksum is the one that everybody uses", () => {
  assert.equal(crc32(strToU8("123456789")), 0xcbf43926);
});

test("the same files give the same archive, in whatever order and whenever they were packed", () => {
  const [first, second] = readZip(zipSync(FILES, { mtime: "2001-02-03" }), "a");
  assert.ok(first !== undefined && second !== undefined);
  assert.deepEqual(writePlainZip([first, second]), writePlainZip([second, first]));
  assert.deepEqual(readZip(writePlainZip([first, second]), "a").length, 2);
});

test("an archive that was cut off anywhere is refused", () => {
  const whole = zipSync(FILES);
  for (let length = 0; length < whole.length; length += 7) refused(whole.slice(0, length), "export-malformed");
});

test("an archive in which any one byte of the data was changed is refused", () => {
  const whole = zipSync({ "a.txt": strToU8("The quick brown fox jumps over the lazy dog.") });
  const start = 30 + "a.txt".length;
  for (let at = start; at < start + 20; at += 1) {
    const changed = whole.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    refused(changed, "export-malformed");
  }
});

test("a name that leads out of the archive is refused", () => {
  for (const name of ["../x", "a/../../x", "/etc/x", "C:\\x", "..\\x", "a//b", "./x"]) {
    refused(zipSync({ [name]: strToU8("x") }), "export-malformed");
  }
});

test("a small archive that unpacks to something huge is refused before it is unpacked", () => {
  refused(zipSync({ "bomb.xml": new Uint8Array(8 * 1024 ** 2) }), "answer-too-large");
  const limits = { ...DEFAULT_ZIP_LIMITS, maxTotalBytes: 1000 };
  refused(zipSync(FILES), "answer-too-large", limits);
  refused(zipSync(FILES), "answer-too-large", { ...DEFAULT_ZIP_LIMITS, maxEntries: 1 });
});

test("an archive that lies about the size of an entry is refused", () => {
  const lying = zipSync({ "a.txt": strToU8("text ".repeat(500)) });
  const view = new DataView(lying.buffer, lying.byteOffset);
  const directory = lying.length - 22 - 46 - 5;
  assert.equal(view.getUint32(directory, true), 0x02014b50);
  view.setUint32(directory + 24, 10, true);
  refused(lying, "export-malformed");
});

test("encrypted entries, and two entries of one name, are refused", () => {
  const encrypted = zipSync({ "a.txt": strToU8("x") });
  const directory = encrypted.length - 22 - 46 - 5;
  encrypted[directory + 8] = (encrypted[directory + 8] ?? 0) | 1;
  refused(encrypted, "export-malformed");
  const twice = zipSync({ "a.txt": strToU8("x"), "b.txt": strToU8("y") });
  for (let at = 0; at < twice.length - 5; at += 1) {
    if (Buffer.from(twice.subarray(at, at + 5)).toString("latin1") === "b.txt") twice[at] = 0x61;
  }
  refused(twice, "export-malformed");
});

test("gzip is unpacked up to its limit, and refused where it is damaged or lies", () => {
  const packed = gzipSync(strToU8("row,".repeat(1000)));
  assert.equal(Buffer.from(gunzip(packed, "values")).toString(), "row,".repeat(1000));
  assert.throws(() => gunzip(packed, "values", 100), isError("answer-too-large"));
  assert.throws(() => gunzip(packed.slice(0, -3), "values"), LockstepError);
  const lying = packed.slice();
  new DataView(lying.buffer).setUint32(lying.length - 4, 10, true);
  assert.throws(() => gunzip(lying, "values"), isError("export-malformed"));
});

function refused(bytes: Uint8Array, code: string, limits = DEFAULT_ZIP_LIMITS): void {
  assert.throws(() => readZip(bytes, "the answer", limits), isError(code));
}

function isError(code: string): (error: unknown) => boolean {
  return (error) => error instanceof LockstepError && error.code === code;
}

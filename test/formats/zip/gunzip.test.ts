import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { LockstepError } from "#services/core/errors";
import { gunzip } from "#services/formats/zip/gunzip";

const TEXT = JSON.stringify(Array.from({ length: 400 }, (_, index) => ({ id: index, port: (index * 7919) % 65536 })));
const PACKED = new Uint8Array(gzipSync(TEXT));

describe("a packed file", () => {
  it("is cut off, and neither too large nor wrong, wherever it was cut", () => {
    for (let length = 3; length < PACKED.byteLength; length += 1) {
      assert.equal(codeOf(PACKED.subarray(0, length)), "answer-truncated", `cut after ${length} bytes`);
    }
    assert.equal(new TextDecoder().decode(gunzip(PACKED, "flow.json.gz")), TEXT);
  });

  it("is malformed where a byte of it was changed, or something stands behind it", () => {
    const damaged = PACKED.map((byte, index) => (index === PACKED.byteLength - 7 ? byte ^ 1 : byte));
    assert.equal(codeOf(damaged), "export-malformed");
    assert.equal(codeOf(Buffer.concat([PACKED, Buffer.from("more than was packed")])), "export-malformed");
    assert.equal(codeOf(Buffer.from("no gzip at all, of some length")), "export-malformed");
  });

  it("is too large where more comes out of it than is allowed, whatever it says of itself", () => {
    assert.equal(codeOf(PACKED, 1000), "answer-too-large");
    const modest = new Uint8Array(PACKED);
    modest.set([100, 0, 0, 0], modest.byteLength - 4);
    assert.equal(codeOf(modest, 1000), "answer-too-large");
  });
});

function codeOf(source: Uint8Array, maxBytes?: number): string {
  try {
    gunzip(source, "flow.json.gz", maxBytes);
  } catch (error) {
    if (error instanceof LockstepError) return error.code;
    throw error;
  }
  return "none";
}

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serviceAssets } from "#services/http/assets/service-assets";

describe("the files that pages fetch", () => {
  const { style, pageScript } = serviceAssets();

  it("name no address elsewhere, so that a closed network waits for nothing", () => {
    const css = Buffer.from(style.plain).toString();
    assert.doesNotMatch(css, /url\((?!"#)|@import|@font-face|Frutiger/);
    assert.doesNotMatch(Buffer.from(pageScript.plain).toString(), /\bimport\b|https?:/);
  });

  it("are the same bytes whichever way they are packed", () => {
    for (const { plain, gzip, brotli } of Object.values(serviceAssets())) {
      assert.deepEqual(gunzipSync(gzip), Buffer.from(plain));
      assert.deepEqual(brotliDecompressSync(brotli), Buffer.from(plain));
    }
  });

  it("bear a digest in their names, so that they may be kept for ever", () => {
    for (const { file } of Object.values(serviceAssets())) assert.match(file, /^[a-z]+-[0-9a-f]{16}\.(css|js|svg)$/);
  });

  it("the style is small once it is packed", () => {
    assert.ok(style.brotli.byteLength < 60_000, `${style.brotli.byteLength} bytes`);
  });
});

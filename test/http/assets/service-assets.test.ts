import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serviceAssets } from "#services/http/assets/service-assets";

describe("the files that pages fetch", () => {
  const { style, designScript, pageScript } = serviceAssets();

  it("name no address elsewhere, so that a closed network waits for nothing", () => {
    const css = Buffer.from(style.plain).toString();
    assert.doesNotMatch(css, /url\(|@import|@font-face|Frutiger/);
    for (const script of [designScript, pageScript])
      assert.doesNotMatch(Buffer.from(script.plain).toString(), /(?:import|from)\s*\(?["'](?!\.\/design-)/);
  });

  it("are the same bytes whichever way they are packed", () => {
    for (const { plain, gzip, brotli } of Object.values(serviceAssets())) {
      assert.deepEqual(gunzipSync(gzip), Buffer.from(plain));
      assert.deepEqual(brotliDecompressSync(brotli), Buffer.from(plain));
    }
  });

  it("bear a digest in their names, and the script finds the design system by it", () => {
    for (const { file } of Object.values(serviceAssets())) assert.match(file, /^[a-z]+-[0-9a-f]{16}\.(css|js|svg)$/);
    assert.match(Buffer.from(pageScript.plain).toString(), new RegExp(`from "\\./${designScript.file}"`));
  });

  it("the style is small once it is packed", () => {
    assert.ok(style.brotli.byteLength < 60_000, `${style.brotli.byteLength} bytes`);
  });
});

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { ICON } from "./icon.js";
import { PAGE_SCRIPT } from "./page-script.js";
import { PAGE_STYLE } from "./page-style.js";

/** One file that pages fetch: its name holds a digest of its bytes, so that it may be kept for ever. */
export interface Asset {
  readonly file: string;
  readonly type: string;
  readonly plain: Uint8Array;
  readonly gzip: Uint8Array;
  readonly brotli: Uint8Array;
}

export interface ServiceAssets {
  readonly style: Asset;
  readonly pageScript: Asset;
  readonly icon: Asset;
}

let made: ServiceAssets | undefined;

/** The files that every page uses, all of them ours to serve: made once a process. */
export function serviceAssets(): ServiceAssets {
  made ??= makeAssets();
  return made;
}

function makeAssets(): ServiceAssets {
  const design = import.meta.resolve("nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css");
  return {
    style: assetOf("lockstep", "css", `${withoutDownloads(readDesign(design))}\n${PAGE_STYLE}`),
    pageScript: assetOf("lockstep", "js", PAGE_SCRIPT),
    icon: assetOf("icon", "svg", ICON),
  };
}

function readDesign(address: string): string {
  return readFileSync(fileURLToPath(address), "utf8").replace(/\n?\/[/*]# sourceMappingURL=[^\n]*/g, "");
}

/**
 * The design system's own fonts and images lie at addresses of the NHS: a browser of a closed network waits for them in vain, and the fonts are
 * licensed for NHS sites alone. Arial, which it names next, is used.
 */
function withoutDownloads(css: string): string {
  return css
    .replace(/@font-face\{[^}]*\}/g, "")
    .replaceAll("Frutiger W01,arial", "arial")
    .replace(/url\(\/assets\/[^)]*\)/g, "none");
}

const TYPES = { css: "text/css", js: "text/javascript", svg: "image/svg+xml" } as const;

function assetOf(name: string, kind: keyof typeof TYPES, text: string): Asset {
  const plain = Buffer.from(text);
  const digest = createHash("sha256").update(plain).digest("hex").slice(0, 16);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return {
    file: `${name}-${digest}.${kind}`,
    type: `${TYPES[kind]}; charset=utf-8`,
    plain,
    gzip: gzipSync(plain),
    brotli: brotliCompressSync(plain, { params }),
  };
}

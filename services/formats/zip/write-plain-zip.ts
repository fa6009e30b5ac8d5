import { type Zippable, zipSync } from "fflate";
import { compareText } from "#services/core/text/compare-text";
import type { ZipEntry } from "./read-zip.js";

/** Packs files so that the same files always give the same bytes: sorted by name, not compressed, of one fixed time. */
export function writePlainZip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Zippable = {};
  for (const { name, bytes } of [...entries].sort((a, b) => compareText(a.name, b.name))) files[name] = bytes;
  return zipSync(files, { level: 0, mtime: FIXED_TIME });
}

/** The earliest that an archive can tell, in whatever zone. */
const FIXED_TIME = "1980-01-02T00:00:00";

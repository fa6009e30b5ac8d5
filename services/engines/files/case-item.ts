import type { ExportItem } from "#services/core/dialect";
import { formatItemSource } from "./item-source.js";

/** Makes, of a file that a case of a pack names, what a source with that pack would give. */
export function caseItemOf(pack: string): (file: string, text: string) => ExportItem {
  const source = formatItemSource({ pack, mode: "content" });
  return (file, text) => ({ source, origin: file, bytes: new TextEncoder().encode(text) });
}

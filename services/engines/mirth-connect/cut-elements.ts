import type { ExportItem, RawNode } from "#services/core/dialect";
import { findElements } from "#services/formats/xml/find-elements";
import { parseXml } from "#services/formats/xml/parse-xml";
import { textAt } from "./raw-nodes.js";

/** One element of an answer, with the very text that the engine wrote. */
export interface CutElement {
  readonly key: string;
  readonly text: string;
}

/** Cuts elements of one name out of an answer, with their keys; `depth` counts the root as 1. */
export function cutElements(item: ExportItem, name: string, depths: readonly number[], keyOf = keyById): CutElement[] {
  const text = new TextDecoder().decode(item.bytes);
  return findElements(text, (path) => path.at(-1) === name && depths.includes(path.length)).map(({ start, end }) => {
    const cut = text.slice(start, end);
    return { text: cut, key: keyOf(parseXml(new TextEncoder().encode(cut), item.origin)) };
  });
}

function keyById(element: RawNode): string {
  return textAt(element, "id") ?? "";
}

/** The key of a map's entry. */
export function keyOfEntry(entry: RawNode): string {
  return entry.children[0]?.text ?? "";
}

/** A channel without the copies of libraries that it may carry: whoever imports them would overwrite the libraries. */
export function withoutLibraries(channel: string): string {
  const copies = findElements(
    channel,
    (path) => path.at(-1) === "codeTemplateLibraries" && (path.length === 2 || path.at(-2) === "exportData"),
  );
  return copies.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), channel);
}

import type { RawNode } from "#services/core/dialect";
import { parseXml } from "#services/formats/xml/parse-xml";
import type { ReadSource } from "./read-sources.js";

/** The children of an answer; none where it is malformed, which the dialect then says. */
export function childrenOfAnswer(bytes: Uint8Array | undefined, { path }: ReadSource): readonly RawNode[] {
  if (bytes === undefined) return [];
  try {
    return parseXml(bytes, path).children;
  } catch {
    return [];
  }
}

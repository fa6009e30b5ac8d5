import type { RawNode } from "#services/core/dialect";
import { decodeXml } from "./decode-xml.js";
import { parseXmlFast } from "./parse-xml-fast.js";
import { parseXmlReference } from "./parse-xml-reference.js";

/**
 * Parses one XML document and keeps all of it: every value as the text that was written, siblings in order. Comments and
 * processing instructions are left out, because no engine reads its configuration back from them; CDATA is text; white
 * space between elements is layout. The fast parser does the work; what it refuses is for the parser of reference to decide.
 *
 * @param origin names the document in messages, which never quote from it
 * @throws LockstepError `export-malformed` with origin, line and reason
 */
export function parseXml(source: Uint8Array | string, origin: string): RawNode {
  const text = decodeXml(source, origin);
  return parseXmlFast(text) ?? parseXmlReference(text, origin);
}

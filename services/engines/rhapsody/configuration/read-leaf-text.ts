import type { RawNode } from "#services/core/dialect";
import { rtfToText } from "#services/formats/rtf/rtf-to-text";
import { decodeText } from "../decode-base64.js";

/** Elements whose text is written in base64 to survive XML: bodies of functions, templates of web services, rules' scripts. */
const ENCODED = /^(?:body|value|script|code|expression|javascript\w*|\w*script)$/i;

/** Shorter text that happens to be base64 as well is a word. */
const MIN_ENCODED_LENGTH = 12;

/** The text of a leaf as a person reads it: notes without their layout, encoded scripts decoded, line ends of one kind. */
export function readLeafText(element: RawNode, name: string): string {
  const { text } = element;
  if (element.name === "notes") return rtfToText(text);
  if (element.name !== "property" && ENCODED.test(name) && text.length >= MIN_ENCODED_LENGTH) {
    return decodeText(text) ?? text;
  }
  return isScript(name) ? text.replaceAll(/\r\n?/g, "\n") : text;
}

export function isScript(name: string): boolean {
  return /script/i.test(name);
}

import { SaxesParser } from "saxes";
import type { RawNode } from "#services/core/dialect";
import { isLayout } from "./is-layout.js";
import { MAX_XML_DEPTH, MAX_XML_SIBLINGS } from "./xml-limits.js";

/** An element while it is being read. */
interface OpenElement {
  name: string;
  attributes: [string, string][];
  text: string;
  children: RawNode[];
}

/** Stops the parser; what refuses here is read again by the parser of reference, which finds the words for it. */
class Refused extends Error {}

/**
 * The hot path: gives the tree that `parseXmlReference` gives, several times faster, or `undefined` where it refuses the
 * document (also for character references that XML 1.0 forbids and engines write all the same).
 */
export function parseXmlFast(text: string): RawNode | undefined {
  try {
    return readTree(text);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function readTree(text: string): RawNode | undefined {
  // Version 1.1 would turn U+0085 and U+2028 into line feeds.
  const parser = new SaxesParser({ xmlns: false, position: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const document: OpenElement = { name: "", attributes: [], text: "", children: [] };
  const stack: OpenElement[] = [document];
  let current = document;
  let attributes: [string, string][] = [];

  parser.on("error", refuse);
  parser.on("doctype", refuse);
  parser.on("attribute", ({ name, value }) => attributes.push([name, ownCopy(value)]));
  parser.on("opentag", ({ name }) => {
    if (stack.length > MAX_XML_DEPTH || current.children.length >= MAX_XML_SIBLINGS) throw new Refused();
    current = { name, attributes, text: "", children: [] };
    attributes = [];
    stack.push(current);
  });
  parser.on("closetag", () => {
    const closed = current;
    stack.pop();
    current = stack.at(-1) ?? document;
    if (closed.text !== "" && closed.children.length > 0 && isLayout(closed.text)) closed.text = "";
    closed.text = ownCopy(closed.text);
    current.children.push(closed);
  });
  const addText = (characters: string): void => {
    current.text += characters;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  return document.children[0];
}

/**
 * The same text with characters of its own. Node keeps a part of a longer text as a view of it: an id that is kept would
 * keep the whole document, and what was put together from pieces is slow to read through.
 */
function ownCopy(text: string): string {
  return text.length < SHORTEST_VIEW ? text : Buffer.from(text).toString();
}

const SHORTEST_VIEW = 13;

function refuse(): never {
  throw new Refused();
}

import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { checkMarkup, withoutInstructions } from "./check-markup.js";
import { decodeReferences } from "./decode-references.js";
import { isLayout } from "./is-layout.js";
import { malformedXml, malformedXmlAtLine } from "./malformed-xml.js";
import { MAX_XML_DEPTH } from "./xml-limits.js";

// A mark before every name keeps `__proto__`, `constructor` and the like from meaning anything to the parser; no XML name begins so.
const NAME_PREFIX = ".";
const ATTRIBUTES = ":@";

const PARSER_OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: NAME_PREFIX,
  // fast-xml-parser 5.12 transforms the name of a self-closing tag twice.
  transformTagName: (name: string) => (name.startsWith(NAME_PREFIX) ? name : NAME_PREFIX + name),
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: "#cdata",
  commentPropName: "#comment",
  processEntities: false,
  htmlEntities: false,
  allowBooleanAttributes: false,
  maxNestedTags: MAX_XML_DEPTH + 1,
  jPath: false,
  ignoreDeclaration: false,
  ignorePiTags: false,
};

/**
 * The parser of reference: slower, and judge of what the fast one refuses. Values stay as written (no numbers, no booleans,
 * no trimming); references are decoded here, because the library drops those that XML 1.0 forbids, such as `&#xb;`.
 *
 * @param text as `decodeXml` gives it
 * @throws LockstepError `export-malformed`
 */
export function parseXmlReference(text: string, origin: string): RawNode {
  const verdict = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (verdict !== true) throw malformedXmlAtLine(origin, verdict.err.line, reasonFor(verdict.err.code));
  checkMarkup(text, origin);
  const roots = parseOrdered(text, origin).filter((item) => nameOf(item).startsWith(NAME_PREFIX));
  const [root] = roots;
  if (root === undefined || roots.length > 1)
    throw malformedXmlAtLine(origin, 1, "it has not exactly one root element");
  return toRawNode(root);
}

/** One item of the library's ordered form: one property for the element, text or comment, and perhaps its attributes. */
type OrderedItem = Readonly<Record<string, unknown>>;

function parseOrdered(text: string, origin: string): readonly OrderedItem[] {
  try {
    return asItems(new XMLParser(PARSER_OPTIONS).parse(withoutInstructions(text)));
  } catch (cause) {
    if (cause instanceof LockstepError) throw cause;
    throw malformedXml(origin, text, text.length, "the parser refused it");
  }
}

function toRawNode(item: OrderedItem): RawNode {
  const name = nameOf(item);
  const children: RawNode[] = [];
  let text = "";
  for (const child of asItems(item[name])) {
    const childName = nameOf(child);
    if (childName === "#text") text += decodeReferences(String(child[childName]));
    else if (childName === "#cdata")
      text += asItems(child[childName])
        .map((part) => String(part["#text"]))
        .join("");
    else if (childName.startsWith(NAME_PREFIX)) children.push(toRawNode(child));
  }
  return {
    name: name.slice(NAME_PREFIX.length),
    attributes: attributesOf(item),
    text: children.length > 0 && isLayout(text) ? "" : text,
    children,
  };
}

function nameOf(item: OrderedItem): string {
  for (const name in item) if (name !== ATTRIBUTES) return name;
  return "";
}

function attributesOf(item: OrderedItem): [string, string][] {
  const attributes = item[ATTRIBUTES];
  if (typeof attributes !== "object" || attributes === null) return [];
  return Object.entries(attributes).map(([name, value]) => [
    name.slice(NAME_PREFIX.length),
    decodeReferences(String(value).replaceAll(/[\t\n]/g, " ")),
  ]);
}

function asItems(value: unknown): readonly OrderedItem[] {
  return Array.isArray(value) ? value : [];
}

/** Our own words for the validator's codes: its messages quote the document. */
function reasonFor(code: string): string {
  switch (code) {
    case "InvalidTag":
      return "a tag is not closed, not opened, or has an illegal name";
    case "InvalidAttr":
      return "an attribute is not well-formed, or is given twice";
    case "InvalidChar":
      return "a character stands where none may stand";
    default:
      return "it is not one well-formed document";
  }
}

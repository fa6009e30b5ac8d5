import { isReference, REFERENCE } from "./decode-references.js";
import { malformedXml } from "./malformed-xml.js";
import { MAX_XML_DEPTH, MAX_XML_SIBLINGS } from "./xml-limits.js";

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!|<\/[^>]*>|<(?:[^"'>]|"[^"]*"|'[^']*')*>|&(?:#\d+|#x[\da-fA-F]+|[^;&<\s]*);?/g;

/**
 * Refuses what the validator of the reference parser lets pass: document types and other declarations, references that
 * stand for no character, `<` in attributes, and documents nested or repeated beyond the limits.
 *
 * @throws LockstepError `export-malformed`
 */
export function checkMarkup(text: string, origin: string): void {
  const childCounts = [0];
  let end = 0;
  for (const { 0: token, index } of text.matchAll(MARKUP)) {
    if (childCounts.length === 1) checkOutside(text, end, token.startsWith("&") ? index + 1 : index, origin);
    const problem = problemOf(token) ?? countElement(token, childCounts);
    if (problem !== undefined) throw malformedXml(origin, text, index, problem);
    end = index + token.length;
  }
  checkOutside(text, end, text.length, origin);
}

/** The same document without processing instructions: they are no configuration, and the reference parser refuses some that are well-formed. */
export function withoutInstructions(text: string): string {
  return text.replace(MARKUP, (token) => (token.startsWith("<?") ? "" : token));
}

/** Before and after the root element nothing but layout, comments and instructions may stand. */
function checkOutside(text: string, from: number, to: number, origin: string): void {
  const content = text.slice(from, to).search(/\S/);
  if (content >= 0) throw malformedXml(origin, text, from + content, "text stands outside the root element");
}

function problemOf(token: string): string | undefined {
  if (token === "<!") return "it holds a document type or an unclosed declaration";
  if (token.startsWith("&")) return isReference(token) ? undefined : "a reference stands for no character";
  if (!isOpeningTag(token)) return undefined;
  if (token.indexOf("<", 1) > 0) return "an attribute holds a raw '<'";
  const references = token.match(REFERENCE) ?? [];
  return references.every(isReference) ? undefined : "a reference stands for no character";
}

function countElement(token: string, childCounts: number[]): string | undefined {
  if (token.startsWith("</")) childCounts.pop();
  if (!isOpeningTag(token)) return undefined;
  const siblings = (childCounts.pop() ?? 0) + 1;
  childCounts.push(siblings);
  if (siblings > MAX_XML_SIBLINGS) return `an element has more than ${MAX_XML_SIBLINGS} children`;
  if (childCounts.length > MAX_XML_DEPTH) return `elements are nested more than ${MAX_XML_DEPTH} deep`;
  if (!token.endsWith("/>")) childCounts.push(0);
  return undefined;
}

function isOpeningTag(token: string): boolean {
  return token.startsWith("<") && !/^<[!?/]/.test(token);
}

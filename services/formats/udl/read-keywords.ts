import { closingOf, findOutside, splitOutside, unquote } from "./balanced.js";
import { keywordName } from "./keyword-names.js";

/** A declaration without its keywords, and they by name: `[ Calculated, Not Final, SqlName = x ]`. */
export interface DeclaredKeywords {
  readonly before: string;
  readonly keywords: readonly (readonly [string, string])[];
  readonly after: string;
}

/** Takes the keywords out of a declaration. `undefined` where the bracket is not closed. */
export function readKeywords(declaration: string): DeclaredKeywords | undefined {
  const start = findOutside(declaration, "[");
  if (start < 0) return { before: declaration, keywords: [], after: "" };
  const end = closingOf(declaration, start);
  if (end < 0) return undefined;
  return {
    before: declaration.slice(0, start),
    keywords: splitOutside(declaration.slice(start + 1, end), ",").map(keyword),
    after: declaration.slice(end + 1),
  };
}

function keyword(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  if (equals >= 0) {
    const name = keywordName(text.slice(0, equals).trim());
    return [name, keywordValue(name, text.slice(equals + 1).trim())];
  }
  return /^Not\s/i.test(text) ? [keywordName(text.slice(4).trim()), "0"] : [keywordName(text), "1"];
}

/** These hold an expression, in which quotes belong to the value. */
const EXPRESSIONS = new Set(["InitialExpression", "Expression"]);

function keywordValue(name: string, value: string): string {
  if (value.startsWith("{") && value.endsWith("}")) return value.slice(1, -1).trim();
  if (EXPRESSIONS.has(name)) return value;
  if (value.startsWith("(") && value.endsWith(")")) return listValue(value);
  return unquote(value);
}

/** `(A, B)` → `A,B`, as in the XML export. */
export function listValue(value: string): string {
  const list = value.startsWith("(") && value.endsWith(")") ? value.slice(1, -1) : value;
  return splitOutside(list, ",").map(unquote).join(",");
}

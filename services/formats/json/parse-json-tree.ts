import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { valueToTree } from "../tree/value-to-tree.js";
import { endOfString } from "./end-of-string.js";

/**
 * Parses a JSON document into a tree whose numbers stand as they were written, whatever their length.
 *
 * @param origin names the document in messages, which never quote from it
 * @throws LockstepError `export-malformed`
 */
export function parseJsonTree(text: string, origin: string): RawNode {
  return valueToTree("document", parse(text, origin), origin);
}

function parse(text: string, origin: string): unknown {
  try {
    return JSON.parse(quoteNumbers(text));
  } catch {
    throw new LockstepError("export-malformed", `${origin} is malformed: it is not JSON${placeOfFault(text)}.`);
  }
}

/** Where it stops being JSON; of what JavaScript says of that, which quotes the text, the number alone is taken. */
function placeOfFault(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    const at = Number(/at position (\d+)/.exec(said)?.[1] ?? text.length);
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    if (at >= text.trimEnd().length) return `: it ends in line ${line}, before its end`;
    return ` (line ${line}, column ${at - before.lastIndexOf("\n")})`;
  }
  return "";
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Puts numbers in quotes, so that reading them loses no digit: NiFi and others write longer ones than a double holds. */
function quoteNumbers(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const plainEnd = quote === -1 ? text.length : quote;
    parts.push(text.slice(at, plainEnd).replace(NUMBER, '"$&"'));
    if (quote === -1) break;
    at = endOfString(text, quote);
    parts.push(text.slice(quote, at));
  }
  return parts.join("");
}

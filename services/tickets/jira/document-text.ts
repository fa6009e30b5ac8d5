import { isRecord } from "#services/core/tickets/place";

/** Whether a value is a text as version 3 of the API writes it: a document of nodes (Atlassian Document Format). */
export function isDocument(value: Readonly<Record<string, unknown>>): boolean {
  return value["type"] === "doc" && Array.isArray(value["content"]);
}

const MOST_NODES = 50_000;

/**
 * The text of a document. Pieces of one paragraph follow each other without a gap: a word that is partly bold is written as two nodes.
 * The order of nodes is that of reading; what no text has, such as a picture, is left out.
 */
export function documentText(document: Readonly<Record<string, unknown>>): string {
  const texts: string[] = [];
  const waiting: unknown[] = [document];
  for (let count = 0; waiting.length > 0 && count < MOST_NODES; count += 1) {
    const node = waiting.pop();
    if (typeof node === "string") texts.push(node);
    if (!isRecord(node)) continue;
    const { content } = node;
    if (node["type"] === "text" && typeof node["text"] === "string") texts.push(node["text"]);
    else if (!Array.isArray(content)) texts.push(INLINE_BREAK);
    else {
      waiting.push(INLINE_BREAK);
      // A million of them as arguments of one call are more than the stack holds.
      for (const inner of content.toReversed()) waiting.push(inner);
    }
  }
  return texts.join("").trim();
}

const INLINE_BREAK = "\n";

import { markdownCode, markdownText } from "../markdown/markdown.js";
import { cutText } from "../text/cut-text.js";
import type { SideWords } from "./describe-sides.js";

/** Text from outside as one line of prose, escaped and cut. */
export function markdownWords(text: string, maxCharacters: number): string {
  return withoutComments(markdownText(cutText(text, maxCharacters)));
}

/** One side of a change for a cell: a value as code, words of ours as they are. */
export function markdownSideWords({ text, isValue }: SideWords): string {
  return isValue ? withoutComments(markdownCode(text)) : markdownText(text);
}

/** No comment but Lockstep's own may open in a body, not even inside code: machines look for the mark alone. */
export function withoutComments(markdown: string): string {
  return markdown.replaceAll("<!--", "<\u200b!--").replaceAll("-->", "--\u200b>");
}

/** A link where the address is one, and nothing in it could end it; otherwise the address as code. */
export function markdownLink(text: string, url: string): string {
  return /^https?:\/\/[\w.:-]+\/[\w./?&=%~:@+-]*$/.test(url)
    ? `[${text}](${url})`
    : `${text}: ${withoutComments(markdownCode(cutText(url, 500)))}`;
}

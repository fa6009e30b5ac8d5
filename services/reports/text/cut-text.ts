import { showPseudonyms } from "#services/core/people/show-pseudonyms";
import { sha256 } from "#services/core/text/digest";
import { escapeText } from "#services/core/text/escape-text";

/**
 * One visible line of at most `maxCharacters` of the text. What is cut is said: how long the whole is, and its digest, so
 * that two values that begin alike can still be told apart.
 */
export function cutText(text: string, maxCharacters: number): string {
  const shown = showPseudonyms(text);
  if (shown.length <= maxCharacters) return escapeText(shown);
  const kept = [...shown.slice(0, maxCharacters)].join("");
  return `${escapeText(kept)}… ${cutNote(shown)}`;
}

/** Says that a text was cut, with its length and the start of its SHA-256. */
export function cutNote(text: string): string {
  return `[cut: ${thousands(text.length)} characters, sha256 ${sha256(text).slice(0, 12)}]`;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

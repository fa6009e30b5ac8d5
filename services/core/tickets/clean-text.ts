import { holdsPseudonym, parsePseudonym } from "../people/pseudonym.js";

const MAX_CHARACTERS = 256;

/** Control characters and those that turn the direction of text: they deceive a reader and mean nothing in a name. */
const DECEIVING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu;

/** Replaces every character that shows as nothing or as something else by U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(DECEIVING, "\ufffd");
}

/** Longer than any name of a person, a channel or a configuration item: 256 characters. A pseudonym, which we made, never is. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_CHARACTERS && parsePseudonym(text) === undefined;
}

/** Cuts a text that is kept only to be looked at. */
export function shorten(text: string): string {
  return isTooLong(text) ? `${cleanText(text.slice(0, MAX_CHARACTERS))}…` : text;
}

/** Joins names that are kept only to be looked at, and cuts them; of pseudonyms none in two. */
export function shortenNames(names: readonly string[]): string {
  const whole = names.join("; ");
  if (whole.length <= MAX_CHARACTERS || !holdsPseudonym(whole)) return shorten(whole);
  const kept = names.filter((_, index) => names.slice(0, index + 1).join("; ").length <= MAX_CHARACTERS);
  return `${kept.join("; ")}…`;
}

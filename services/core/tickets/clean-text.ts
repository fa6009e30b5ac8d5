const MAX_CHARACTERS = 256;

/** Control characters and those that turn the direction of text: they deceive a reader and mean nothing in a name. */
const DECEIVING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu;

/** Replaces every character that shows as nothing or as something else by U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(DECEIVING, "\ufffd");
}

/** Longer than any name of a person, a channel or a configuration item: 256 characters. */
export function isTooLong(text: string): boolean {
  return text.length > MAX_CHARACTERS;
}

/** Cuts a text that is kept only to be looked at. */
export function shorten(text: string): string {
  return isTooLong(text) ? `${cleanText(text.slice(0, MAX_CHARACTERS))}…` : text;
}

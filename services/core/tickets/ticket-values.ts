import { cleanText, isTooLong, shorten, shortenNames } from "./clean-text.js";
import { firstText, textsAt } from "./reach.js";

/** What is written down of a ticket beside its values. */
export interface Notes {
  /** What the system wrote, by field. */
  readonly raw: Record<string, string>;
  readonly problems: string[];
}

const MAX_NAMES = 500;

interface Places {
  readonly from: readonly string[];
}

/** Reads a word by the first source that knows it; whatever none knows is `unknown`, which never authorises. */
export function readWord<T extends string>(
  field: string,
  parts: unknown,
  sources: readonly (Places & { readonly words: Readonly<Record<string, T>> })[],
  { raw }: Notes,
): T | "unknown" {
  const written = sources.flatMap(({ from, words }) => {
    const text = firstText(parts, from);
    return text === null ? [] : [{ text, word: wordOf(text, words) }];
  });
  const known = written.find(({ word }) => word !== undefined) ?? written[0];
  if (known !== undefined) raw[field] = shorten(cleanText(known.text));
  return known?.word ?? "unknown";
}

/** Looks a word up without regard to capitals and blanks around it. */
export function wordOf<T>(text: string, words: Readonly<Record<string, T>>): T | undefined {
  const wanted = text.trim().toLowerCase();
  return Object.entries(words).find(([theirs]) => theirs.trim().toLowerCase() === wanted)?.[1];
}

/** Reads one text; one that is too long for a name is a problem. */
export function readText(field: string, parts: unknown, source: Places | undefined, notes: Notes): string | null {
  const written = source === undefined ? null : firstText(parts, source.from);
  return written === null ? null : cleanName(field, written, notes);
}

/** Reads names; a list that loses one would cover more or less than was written, so that is a problem. */
export function readNames(
  field: string,
  parts: unknown,
  sources: readonly (Places & { readonly split?: string })[],
  notes: Notes,
): string[] {
  const written = sources.flatMap(({ from, split }) =>
    textsAt(parts, from).flatMap((text) => (split === undefined ? [text] : text.split(split))),
  );
  if (written.length > MAX_NAMES) notes.problems.push(`${field} has more than ${MAX_NAMES} entries`);
  const names = written.slice(0, MAX_NAMES).flatMap((name) => cleanName(field, name, notes) ?? []);
  if (names.length > 0) notes.raw[field] = shortenNames(names);
  return [...new Set(names)];
}

/** Reads a flag; `null` where nothing is written. A word that the mapping does not name is a problem. */
export function readFlag(
  field: string,
  parts: unknown,
  source: (Places & { readonly yes: readonly string[]; readonly no: readonly string[] }) | undefined,
  notes: Notes,
): boolean | null {
  const written = source === undefined ? null : firstText(parts, source.from);
  if (source === undefined || written === null) return null;
  notes.raw[field] = shorten(cleanText(written));
  if (hasWord(source.yes, written)) return true;
  if (!hasWord(source.no, written)) notes.problems.push(`${field} is a word that the mapping does not name`);
  return false;
}

function hasWord(words: readonly string[], written: string): boolean {
  return words.some((word) => word.trim().toLowerCase() === written.trim().toLowerCase());
}

function cleanName(field: string, written: string, { problems }: Notes): string | null {
  const text = cleanText(written).trim();
  if (text === "") return null;
  if (!isTooLong(text)) return text;
  problems.push(`${field} is too long`);
  return null;
}

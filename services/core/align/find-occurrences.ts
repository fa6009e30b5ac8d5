import { compareText } from "../text/compare-text.js";
import { TEXT_FORMS } from "./text-forms.js";

/** One place in a text where a value stands in one of its forms. */
export interface Occurrence {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Writes another value in the same form. */
  readonly form: (value: string) => string;
}

/**
 * Finds where values stand in a text, in order of place and without overlaps: a longer value wins over one that it holds.
 * A value inside a longer word counts only where it stands nowhere by itself.
 */
export function findOccurrences(text: string, values: Iterable<string>): Occurrence[] {
  const longestFirst = [...values]
    .filter((value) => value !== "")
    .sort((a, b) => b.length - a.length || compareText(a, b));
  const found: Occurrence[] = [];
  for (const value of longestFirst) {
    const all = placesOf(text, value).filter((place) => !found.some((other) => overlaps(place, other)));
    const apart = all.filter((place) => standsApart(text, place));
    found.push(...(apart.length > 0 ? apart : all));
  }
  return found.sort((a, b) => a.start - b.start);
}

function placesOf(text: string, value: string): Occurrence[] {
  const found = new Map<number, Occurrence>();
  const tried = new Set<string>();
  for (const form of TEXT_FORMS) {
    const written = form(value);
    if (written === "" || tried.has(written)) continue;
    tried.add(written);
    for (let start = text.indexOf(written); start >= 0; start = text.indexOf(written, start + written.length)) {
      const place = { value, start, end: start + written.length, form };
      const other = found.get(start);
      if (other === undefined || other.end < place.end) found.set(start, place);
    }
  }
  return [...found.values()];
}

function overlaps(a: Occurrence, b: Occurrence): boolean {
  return a.start < b.end && b.start < a.end;
}

function standsApart(text: string, { start, end }: Occurrence): boolean {
  return !joins(text[start - 1], text[start]) && !joins(text[end - 1], text[end]);
}

function joins(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && right !== undefined && WORD.test(left) && WORD.test(right);
}

const WORD = /[\p{L}\p{N}_]/u;

/** The text with each occurrence written anew, and nothing else touched. */
export function splice(text: string, places: readonly Occurrence[], writtenAt: (index: number) => string): string {
  let spliced = "";
  let from = 0;
  places.forEach(({ start, end }, index) => {
    spliced += text.slice(from, start) + writtenAt(index);
    from = end;
  });
  return spliced + text.slice(from);
}

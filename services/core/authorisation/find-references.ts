/** A field in which people write ticket numbers, before and after a change; `null` where it was absent. */
export interface CommentField {
  readonly before: string | null;
  readonly after: string | null;
}

/** More than this in one change is not a reference but a list. */
const MAX_REFERENCES = 20;
const MAX_CHARACTERS = 100_000;

/**
 * Finds the ticket numbers that came with a change: those in the text after it and not before it, since a number in a
 * description stays there long after its ticket is closed.
 *
 * @param patterns regular expressions of change numbers from the policy; each must match a whole word, in any case
 * @returns upper-case numbers in the order found, each once, at most 20
 */
export function findReferences(fields: readonly CommentField[], patterns: readonly string[]): string[] {
  const word = wordPattern(patterns);
  if (word === undefined) return [];
  const found = new Set<string>();
  for (const { before, after } of fields) {
    const known = new Set(numbersIn(before, word));
    for (const number of numbersIn(after, word)) if (!known.has(number)) found.add(number);
  }
  return [...found].slice(0, MAX_REFERENCES);
}

/** Neither a letter, a digit nor a sign that continues a number may stand beside a match. */
function wordPattern(patterns: readonly string[]): RegExp | undefined {
  if (patterns.length === 0) return undefined;
  const choice = patterns.map((pattern) => `(?:${pattern})`).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${choice})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, "giu");
}

function numbersIn(text: string | null, word: RegExp): string[] {
  if (text === null) return [];
  const words = text
    .slice(0, MAX_CHARACTERS)
    .replace(/<[^<>]*>/g, " ")
    .replace(/```[^`]*```|`[^`]*`/g, " ");
  return [...words.matchAll(word)].map(([number]) => number.toUpperCase());
}

import { diffWordsWithSpace } from "diff";

/** A piece of a line, and whether it is what differs from the other line. */
export interface WordPiece {
  readonly text: string;
  readonly differs: boolean;
}

/** How many words may differ until two lines count as wholly different. A bound on work, not on time. */
const MAX_EDITS = 100;

/** Two versions of one line, word by word; joined again, the pieces of each are the line. */
export function markWords(
  before: string,
  after: string,
): { readonly before: readonly WordPiece[]; readonly after: readonly WordPiece[] } {
  const pieces = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  if (pieces === undefined)
    return { before: [{ text: before, differs: true }], after: [{ text: after, differs: true }] };
  return {
    before: pieces.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, differs: removed })),
    after: pieces.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, differs: added })),
  };
}

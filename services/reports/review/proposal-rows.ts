import type { Change } from "#schemas/drift";
import type { ProposalPart } from "./proposal-part.js";

/** One row of the short table: a path that was changed; `undefined` where only the artefact as a whole is known. */
export interface ProposalRow {
  readonly part: ProposalPart;
  readonly change: Change | undefined;
  /** How many further paths of this artefact stand in no row. */
  readonly more: number;
}

/**
 * At most so many rows, most severe first: every artefact has one before any has a second, so that one long change hides no
 * other. `total` counts the rows that there would be in full.
 */
export function proposalRows(
  parts: readonly ProposalPart[],
  limit: number,
): { readonly rows: readonly ProposalRow[]; readonly total: number } {
  const shown = parts.slice(0, limit);
  let room = limit - shown.length;
  const rows = shown.flatMap((part) => {
    const extra = Math.min(room, Math.max(0, part.changes.length - 1));
    room -= extra;
    return rowsOf(part, 1 + extra);
  });
  return { rows, total: parts.reduce((sum, { changes }) => sum + Math.max(1, changes.length), 0) };
}

function rowsOf(part: ProposalPart, number: number): readonly ProposalRow[] {
  const changes = part.changes.slice(0, number);
  if (changes.length === 0) return [{ part, change: undefined, more: 0 }];
  const more = part.changes.length - changes.length;
  return changes.map((change, index) => ({ part, change, more: index === changes.length - 1 ? more : 0 }));
}

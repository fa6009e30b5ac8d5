import type { ChangeProposal, ProposedChange } from "#schemas/change-proposal";
import type { ArtefactEntry } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";

/** One artefact of the baseline and what takes its place; `undefined` where there is none. */
export interface Replacement {
  readonly before: ArtefactEntry | undefined;
  readonly after: ArtefactEntry | undefined;
}

/** The artefacts that a proposal speaks of, on each side. */
export interface ProposedSides {
  /** In the baseline in force. */
  readonly now: readonly ArtefactEntry[];
  /** In the baseline that the proposal was made on. */
  readonly earlier: readonly ArtefactEntry[];
  readonly production: readonly ArtefactEntry[];
}

/**
 * Decides what takes the place of what in the baseline. A rename takes the old folder away: the artefact is found by kind and key,
 * or by the alias that stays when the key does not.
 *
 * @throws LockstepError `proposal-stale` where the baseline no longer holds an artefact as the proposal found it, or a side lacks
 * what the proposal says
 */
export function planReplacements(proposal: ChangeProposal, sides: ProposedSides): readonly Replacement[] {
  return proposal.changes.map((change) => {
    const { before, after } = findPair(change, sides.now, sides.production);
    const earlier = findPair(change, sides.earlier, sides.production);
    if (before?.digest !== earlier.before?.digest || before?.path !== earlier.before?.path) {
      throw stale(`${change.artefact.path} was changed in the baseline since`);
    }
    const isAsTold =
      (before !== undefined) === (change.what !== "added") && (after !== undefined) === (change.what !== "removed");
    if (!isAsTold) throw stale(`${change.artefact.path} does not stand in baseline and snapshot as it says`);
    return { before, after };
  });
}

/** The entries of the baseline once the artefacts are replaced. @throws LockstepError `proposal-stale` where two would share a place */
export function replaceEntries(
  entries: readonly ArtefactEntry[],
  replacements: readonly Replacement[],
): readonly ArtefactEntry[] {
  const gone = new Set(replacements.map(({ before }) => before));
  const kept = entries.filter((entry) => !gone.has(entry));
  const all = [...kept, ...replacements.flatMap(({ after }) => after ?? [])];
  assertDistinct(all);
  return all;
}

function findPair(
  { artefact }: ProposedChange,
  baseline: readonly ArtefactEntry[],
  production: readonly ArtefactEntry[],
): Replacement {
  const before = baseline.find((entry) => isSame(entry, artefact));
  const after = production.find((entry) => isSame(entry, artefact));
  return {
    before: before ?? (after && findByAlias(baseline, after, production)),
    after: after ?? (before && findByAlias(production, before, baseline)),
  };
}

function isSame(a: { kind: string; key: string }, b: { kind: string; key: string }): boolean {
  return a.kind === b.kind && a.key === b.key;
}

/** The one artefact that was renamed into this one, or out of it; as when sides are compared, none where it cannot be told. */
function findByAlias(
  side: readonly ArtefactEntry[],
  known: ArtefactEntry,
  others: readonly ArtefactEntry[],
): ArtefactEntry | undefined {
  const { kind, alias } = known;
  if (alias === undefined) return undefined;
  const found = side.filter(
    (entry) => entry.kind === kind && entry.alias === alias && !others.some((other) => isSame(other, entry)),
  );
  return found.length === 1 ? found[0] : undefined;
}

function assertDistinct(entries: readonly ArtefactEntry[]): void {
  const identities = new Set(entries.map(({ kind, key }) => `${kind}\0${key}`));
  const paths = new Set(entries.map(({ path }) => path));
  if (identities.size !== entries.length) throw stale("two artefacts of the baseline would share an identity");
  if (paths.size !== entries.length) throw stale("two artefacts of the baseline would share a folder");
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      if (paths.has(path.slice(0, end))) throw stale(`${path} would lie inside another artefact`);
    }
  }
}

function stale(problem: string): LockstepError {
  return new LockstepError("proposal-stale", `The proposal no longer fits: ${problem}.`);
}

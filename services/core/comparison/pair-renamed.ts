import type { ArtefactEntry } from "#schemas/snapshot";
import type { Sides } from "./sides.js";

/**
 * Joins what has one key on some sides and another on the rest, where an alias says that it is the same: it was renamed or moved.
 * Where an alias stands for several on one side, nothing is joined: which of them it was cannot be told.
 */
export function pairRenamed(groups: readonly Sides<ArtefactEntry>[]): readonly Sides<ArtefactEntry>[] {
  const byAlias = new Map<string, Sides<ArtefactEntry>[]>();
  for (const group of groups) {
    const entry = firstOf(group);
    if (entry?.alias === undefined || isOnAllSides(group)) continue;
    const alias = `${entry.kind}\0${entry.alias}`;
    byAlias.set(alias, [...(byAlias.get(alias) ?? []), group]);
  }
  const joined = new Map<Sides<ArtefactEntry>, Sides<ArtefactEntry> | undefined>();
  for (const [first, ...others] of byAlias.values()) {
    if (first === undefined || others.length === 0 || !areDisjoint([first, ...others])) continue;
    joined.set(first, others.reduce(join, first));
    for (const other of others) joined.set(other, undefined);
  }
  return groups.flatMap((group) => (joined.has(group) ? (joined.get(group) ?? []) : group));
}

function firstOf({ baseline, production, standby }: Sides<ArtefactEntry>): ArtefactEntry | undefined {
  return baseline ?? production ?? standby;
}

function entriesOf({ baseline, production, standby }: Sides<ArtefactEntry>): (ArtefactEntry | undefined)[] {
  return [baseline, production, standby];
}

function isOnAllSides(group: Sides<ArtefactEntry>): boolean {
  return entriesOf(group).every((entry) => entry !== undefined);
}

function areDisjoint(groups: readonly Sides<ArtefactEntry>[]): boolean {
  return [0, 1, 2].every((side) => groups.filter((group) => entriesOf(group)[side] !== undefined).length <= 1);
}

function join(a: Sides<ArtefactEntry>, b: Sides<ArtefactEntry>): Sides<ArtefactEntry> {
  return {
    baseline: a.baseline ?? b.baseline,
    production: a.production ?? b.production,
    standby: a.standby ?? b.standby,
  };
}

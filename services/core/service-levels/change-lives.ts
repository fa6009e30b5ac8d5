import type { EngineRun } from "#schemas/run";
import { compareText } from "../text/compare-text.js";

/** One difference from when it was first found to when it was gone. */
export interface ChangeLife {
  readonly engineId: string;
  readonly findingId: string;
  /** The first run that found it. */
  readonly foundAt: string;
  /** When it can first have been made: the last clean look, or what the engine recorded; `null` where nothing tells. */
  readonly sinceAt: string | null;
  /** Which nodes left what was approved. */
  readonly roles: readonly ("primary" | "standby")[];
  /** Digests of the changes behind it, by which decisions name them. */
  readonly digests: readonly string[];
  /** The last run that found it. */
  readonly lastAt: string;
  /** The first run that did not find it any more; `null` while it stands. */
  readonly goneAt: string | null;
}

/**
 * Follows every difference that is not as declared through the runs of all engines. A run that could not compare says nothing: what it does not
 * show has not gone. What came back later is another one.
 *
 * @param runs in any order
 */
export function changeLives(runs: readonly EngineRun[]): readonly ChangeLife[] {
  const lives: ChangeLife[] = [];
  const open = new Map<string, Map<string, ChangeLife>>();
  for (const run of runs.filter(isCompared).toSorted((a, b) => compareText(a.at, b.at))) {
    const standing = open.get(run.engineId) ?? new Map<string, ChangeLife>();
    open.set(run.engineId, standing);
    const seen = changesIn(run);
    for (const [findingId, life] of [...standing]) {
      if (seen.has(findingId)) continue;
      lives.push({ ...life, goneAt: run.at });
      standing.delete(findingId);
    }
    for (const [findingId, facts] of seen) {
      const known = standing.get(findingId);
      standing.set(findingId, known === undefined ? beginOf(run, findingId, facts) : { ...known, lastAt: run.at });
    }
  }
  return [...lives, ...[...open.values()].flatMap((standing) => [...standing.values()])];
}

function isCompared({ failure, baseline, looks }: EngineRun): boolean {
  return failure === undefined && baseline !== null && looks.every(({ commit }) => commit !== null);
}

type Facts = EngineRun["changes"][string][string];

function changesIn({ changes }: EngineRun): ReadonlyMap<string, Facts> {
  const seen = new Map<string, Facts>();
  for (const byFinding of Object.values(changes)) {
    for (const [findingId, facts] of Object.entries(byFinding))
      seen.set(findingId, [...(seen.get(findingId) ?? []), ...facts]);
  }
  return seen;
}

function beginOf({ engineId, at }: EngineRun, findingId: string, facts: Facts): ChangeLife {
  const since = facts.map(({ interval }) => interval[0]);
  return {
    ...{ engineId, findingId, foundAt: at, lastAt: at, goneAt: null },
    sinceAt: since.some((instant) => instant === null)
      ? null
      : (since.toSorted().find((instant) => instant !== null) ?? null),
    roles: [...new Set(facts.map(({ role }) => role))],
    digests: [...new Set(facts.flatMap(({ digest }) => digest ?? []))],
  };
}

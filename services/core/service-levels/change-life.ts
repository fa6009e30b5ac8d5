import type { EngineRun } from "#schemas/run";

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

/** Tells whether a run compared: one that could not says of no difference that it has gone. */
export function isCompared({ failure, baseline, looks }: EngineRun): boolean {
  return failure === undefined && baseline !== null && looks.every(({ commit }) => commit !== null);
}

/** What is known of one change. */
type Facts = EngineRun["changes"][string][string];

/** The differences that a run found, by finding. */
export function standingIn({ changes }: EngineRun): ReadonlyMap<string, Facts> {
  const seen = new Map<string, Facts>();
  for (const byFinding of Object.values(changes)) {
    for (const [findingId, facts] of Object.entries(byFinding))
      seen.set(findingId, [...(seen.get(findingId) ?? []), ...facts]);
  }
  return seen;
}

/** The beginning of a difference that no run found before. */
export function lifeOf({ engineId, at }: EngineRun, findingId: string, facts: Facts): ChangeLife {
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

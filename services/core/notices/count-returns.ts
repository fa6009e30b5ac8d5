import type { EngineRun } from "#schemas/run";
import type { Matter } from "./matter.js";

/** One look at an engine, as far as it shows what comes and goes. */
export type SeenRun = Pick<EngineRun, "engineId" | "at" | "verdict" | "changes" | "failure">;

/**
 * Counts for each matter how often it came back: the same finding was there, was gone, and was there again; or the gate shut once more.
 * Runs that were broken off show neither.
 *
 * @param runs of any engines, in any order
 * @returns by key, only what came back at least `least` times
 */
export function countReturns(
  matters: readonly Matter[],
  runs: readonly SeenRun[],
  least: number,
): ReadonlyMap<string, number> {
  const whole = runs.filter(({ failure }) => failure === undefined);
  const ordered = whole.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const findings = comingsOf(ordered, findingsOf);
  const gates = comingsOf(ordered, ({ engineId, verdict }) => (verdict === "ready" ? [] : [engineId]));
  return new Map(
    matters.flatMap((matter): [string, number][] => {
      const comings =
        matter.kind === "gate"
          ? [gates.get(matter.engineId ?? "") ?? 0]
          : matter.findings.map((id) => findings.get(id) ?? 0);
      // The first time it came it did not come back.
      const returns = Math.max(0, ...comings) - 1;
      return returns >= least ? [[matter.key, returns]] : [];
    }),
  );
}

function findingsOf({ changes }: SeenRun): readonly string[] {
  return [...new Set(Object.values(changes).flatMap((byFinding) => Object.keys(byFinding)))];
}

/** How often each was there after it had not been. */
function comingsOf(runs: readonly SeenRun[], seenIn: (run: SeenRun) => readonly string[]): ReadonlyMap<string, number> {
  const comings = new Map<string, number>();
  const before = new Map<string, ReadonlySet<string>>();
  for (const run of runs) {
    const now = new Set(seenIn(run));
    for (const id of now) if (!before.get(run.engineId)?.has(id)) comings.set(id, (comings.get(id) ?? 0) + 1);
    before.set(run.engineId, now);
  }
  return comings;
}

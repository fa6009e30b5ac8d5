import type { FindingSeen, FindingView } from "#schemas/api/finding-view";
import { beneath, type RememberedRun } from "./remember-run.js";

/** Tells in which recorded runs a finding of this very content stood, and how its verdict went. Runs come newest first. */
export function findingHistory(
  runs: readonly RememberedRun[],
  engineId: string,
  findingId: string,
): FindingView["history"] {
  const seen: FindingSeen[] = runs.flatMap(({ summary, findings }) => {
    const said = findings.get(beneath(engineId, findingId));
    return said === undefined ? [] : [{ runId: summary.runId, seq: summary.seq, at: summary.at, ...said }];
  });
  const verdicts = seen.filter((one, index) => {
    const before = seen[index + 1];
    return before === undefined || before.verdict !== one.verdict || before.ticket !== one.ticket;
  });
  return { firstSeen: seen.at(-1) ?? null, runs: seen.length, verdicts };
}

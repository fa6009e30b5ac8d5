import type { EngineReport } from "#schemas/check-report";
import type { AcceptedGap } from "#schemas/policy";
import { isExpired } from "#services/core/policy/is-expired";
import { parseGoverned } from "#services/core/policy/parse-governed";

/** What of a report tells which gaps it stood on. */
type GapReport = Pick<EngineReport, "engineId"> & {
  readonly nodes: readonly Pick<EngineReport["nodes"][number], "coverage">[];
  readonly readiness: Pick<EngineReport["readiness"], "asOf" | "reasons">;
};

/** Finds, by its id, each accepted gap that a verdict stood on and that has ended since. */
export function findEndedGaps(
  { engineId, nodes, readiness }: GapReport,
  files: ReadonlyMap<string, string>,
  now: Date,
): readonly string[] {
  if (!readiness.reasons.some(({ code }) => code === "gap-accepted")) return [];
  const wasOpen = ({ engine, source, expires }: AcceptedGap): boolean =>
    engine === engineId &&
    !isExpired(expires, readiness.asOf) &&
    nodes.some(({ coverage }) => coverage.unread.some((gap) => gap.source === source));
  const gaps = parseGoverned(files).policy?.acceptedGaps ?? [];
  return gaps.filter((gap) => wasOpen(gap) && isExpired(gap.expires, now.toISOString())).map(({ id }) => id);
}

import type { NodeReport } from "#schemas/check-report";
import type { LastProven } from "#schemas/exercise";
import { LockstepError } from "#services/core/errors";
import { countChanges } from "#services/core/exercise/count-changes";
import { findProof } from "#services/core/exercise/find-proof";
import type { SealedExercise } from "#services/core/exercise/read-exercises";
import type { EstateRepository } from "#services/ports/estate-repository";

const DAY_MS = 86_400_000;

export interface LastProvenContext {
  readonly repository: Pick<EstateRepository, "openSnapshotCommit">;
  readonly exercises: readonly SealedExercise[];
  /** Of the last report, where there is one. */
  readonly nodes: readonly Pick<NodeReport, "nodeId" | "role" | "snapshot">[];
  readonly now: Date;
}

/** Tells when an engine was last proven, and how much of production is not as it was then; `undefined` where nothing proves it. */
export async function tellLastProven(
  engineId: string,
  { repository, exercises, nodes, now }: LastProvenContext,
): Promise<LastProven | undefined> {
  const proof = findProof(exercises, engineId);
  if (proof === undefined) return undefined;
  const { kind, endedAt, minutes, rtoMinutes, after } = proof.exercise;
  const production = nodes.find(({ role }) => role === "primary");
  const then = after.find(({ nodeId }) => nodeId === production?.nodeId)?.commit;
  const since = production?.snapshot?.commit;
  return {
    ...{ record: proof.record, kind, endedAt, minutes, rtoMinutes },
    daysAgo: Math.max(0, Math.floor((now.getTime() - Date.parse(endedAt)) / DAY_MS)),
    changesSince: then === undefined || since === undefined ? null : await changesBetween(then, since, repository),
  };
}

/** A snapshot that cannot be opened any more says nothing of what changed. */
async function changesBetween(
  then: string,
  since: string,
  repository: LastProvenContext["repository"],
): Promise<number | null> {
  if (then === since) return 0;
  try {
    const [before, after] = [await repository.openSnapshotCommit(then), await repository.openSnapshotCommit(since)];
    return countChanges(before.snapshot, after.snapshot);
  } catch (error) {
    if (error instanceof LockstepError) return null;
    throw error;
  }
}

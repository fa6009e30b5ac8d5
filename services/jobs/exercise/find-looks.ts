import type { ExerciseNode } from "#schemas/exercise";
import type { Look } from "#schemas/run";
import { LockstepError } from "#services/core/errors";
import type { Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";

/** Which looks are meant: those of the newest check that fits, or of the newest that saw a snapshot commit. */
export interface WantedLooks {
  readonly engineId: string;
  /** `latest`, a snapshot commit of either node, or how one begins. */
  readonly named: string;
  /** Both nodes were read until this instant. */
  readonly until?: string;
  /** Both nodes were read from this instant on. */
  readonly from?: string;
}

/** How many runs back, of whichever engine: as far as other histories go. */
const MAX_AMONG = 4_000;

/**
 * Finds what one check saw of production and standby before an exercise, or after it; nothing where none fits.
 *
 * @throws LockstepError `usage`, `selector-unknown` where no check that fits saw the commit that is named
 */
export async function findLooks(
  wanted: WantedLooks,
  ledger: Pick<Ledger, "records">,
): Promise<readonly ExerciseNode[]> {
  const { engineId, named } = wanted;
  if (named !== LATEST && !/^[0-9a-f]{7,64}$/.test(named))
    throw new LockstepError("usage", "What was seen is named by 'latest' or by a snapshot commit, 7 digits at least.");
  for await (const record of ledger.records({ type: "run", engineId, among: MAX_AMONG })) {
    const run = bodyOfRun(record).engines.find((engine) => engine.engineId === engineId);
    const seen = (run?.looks ?? []).flatMap((look) => seenIn(look, wanted));
    const roles = new Set(seen.map(({ role }) => role));
    if (!roles.has("primary") || !roles.has("standby")) continue;
    if (named === LATEST || seen.some(({ commit }) => commit.startsWith(named))) return seen;
  }
  if (named === LATEST) return [];
  const when = wanted.until === undefined ? "after the exercise ended" : "before the exercise began";
  throw new LockstepError("selector-unknown", `No check ${when} read both nodes and saw the commit ${named}.`, {
    remedy: "'lockstep runs' lists the checks; leave the commit out to take the last one that fits.",
  });
}

const LATEST = "latest";

function seenIn({ nodeId, role, takenAt, commit, digest }: Look, { until, from }: WantedLooks): ExerciseNode[] {
  if (takenAt === null || commit === null || digest === null) return [];
  const time = Date.parse(takenAt);
  if (until !== undefined && time > Date.parse(until)) return [];
  if (from !== undefined && time < Date.parse(from)) return [];
  return [{ nodeId, role, commit, digest, seenAt: takenAt }];
}

import type { EvidencePackStanding } from "#schemas/api/evidence-packs";
import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import type { KeptPack } from "#services/ports/pack-shelf";

/** Ids of the packs of an estate that are being made now, as far as the queue can tell. */
export async function packsAtWork(queue: Pick<JobQueue, "atWork">, estate: string): Promise<ReadonlySet<string>> {
  try {
    const own = (await queue.atWork()).filter(({ request }) => (request.estate ?? estate) === estate);
    return new Set(own.flatMap(({ request }) => (request.job === "make-evidence" ? [request.pack] : [])));
  } catch (error) {
    // Where it does not answer, what is being made is told to wait.
    if (error instanceof LockstepError && error.retryable) return new Set();
    throw error;
  }
}

/** Tells how a pack stands. */
export function packStanding(pack: KeptPack, atWork: ReadonlySet<string>): EvidencePackStanding {
  const { asked, made = null, failed = null } = pack;
  const { id, firstDay, lastDay, framework, engines, by, schedule, askedAt } = asked;
  const about = { from: firstDay, to: lastDay, framework, engines, by, schedule, askedAt };
  return { schema: "lockstep/evidence-pack-standing@1", id, state: stateOf(pack, atWork), ...about, made, failed };
}

function stateOf({ asked, made, failed }: KeptPack, atWork: ReadonlySet<string>): EvidencePackStanding["state"] {
  if (made !== undefined) return "made";
  if (atWork.has(asked.id)) return "at-work";
  return failed === undefined ? "waiting" : "failed";
}

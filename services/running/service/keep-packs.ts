import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { dueEvidence } from "#services/core/schedule/due-evidence";
import { planPack } from "#services/core/schedule/plan-pack";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";

/** An estate whose evidence packs are kept. */
export interface PackedEstate {
  readonly id: string;
  readonly declared: () => Estate | undefined;
  readonly app: { readonly packs?: Pick<App["packs"], "askDue" | "waiting" | "tidy"> };
}

interface Keeping {
  readonly queue: Pick<JobQueue, "add">;
  readonly areSeveral: boolean;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** So often is what waits asked of the queue again, which may have been emptied, or closed when somebody asked. Whoever makes one already lets it pass. */
const ROUND_MS = 60_000;

/**
 * Asks for evidence that was due and not asked for, and for the oldest that waits; takes away what is kept no longer. What fails with one estate keeps no other
 * from it.
 *
 * @throws LockstepError `queue-unavailable`
 */
export async function keepPacks(estates: readonly PackedEstate[], keeping: Keeping): Promise<void> {
  for (const estate of estates) {
    try {
      await keepOf(estate, keeping);
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code === "queue-unavailable") throw error;
      keeping.logger.error("the evidence packs of an estate cannot be kept", { estate: estate.id, error });
    }
  }
}

async function keepOf({ id, declared, app: { packs } }: PackedEstate, keeping: Keeping): Promise<void> {
  const estate = declared();
  if (packs === undefined || estate === undefined) return;
  const { queue, areSeveral, now } = keeping;
  const at = now();
  for (const { schedule, at: dueAt } of dueEvidence(estate, at)) await packs.askDue(schedule, dueAt);
  const [oldest] = await packs.waiting();
  if (oldest !== undefined) {
    const round = `again ${Math.floor(at.getTime() / ROUND_MS)}`;
    const estateId = areSeveral ? id : undefined;
    const { request, options } = planPack(oldest, { estateId, because: "it waits to be made", round });
    await queue.add(request, options);
  }
  await packs.tidy();
}

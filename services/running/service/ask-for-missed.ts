import type { MissedRun } from "#schemas/missed-run";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import type { JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";

interface Watching {
  readonly queue: Pick<JobQueue, "add">;
  readonly logger: Logger;
  /** Names the estate in what is asked of the queue; left out where it is the only one. */
  readonly estateId?: string;
}

/**
 * Looks for runs of an estate that were missed, says so in the log, and asks for each of them once more. Gives them, for whoever tells people.
 *
 * @throws LockstepError where nobody can tell whether any was: `ledger-broken`, `ledger-rolled-back`, `estate-invalid`
 */
export async function askForMissed(
  { watch }: Pick<App, "watch">,
  { queue, logger, estateId }: Watching,
): Promise<readonly MissedRun[]> {
  const { report, catchUp } = await watch(estateId);
  for (const missed of report.missed) logger.warn("a run was missed", { ...missed });
  try {
    for (const { request, options } of catchUp) await queue.add(request, options);
  } catch (error) {
    if (!(error instanceof LockstepError) || !error.retryable) throw error;
    // What was missed is told all the same; it is asked for at the next look.
    logger.warn("what was missed cannot be asked for now", { error });
  }
  return report.missed;
}

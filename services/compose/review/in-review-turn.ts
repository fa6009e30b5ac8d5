import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import { type FolderHold, holdFolder } from "#services/queues/hold-folder";

export interface ReviewTurn {
  readonly dataFolder: string;
  readonly signal?: AbortSignal | undefined;
  /** Default 10 minutes: a pass over many reviews waits for the limits of the forge. */
  readonly patienceMs?: number;
}

const POLL_MS = 100;
const PATIENCE_MS = 600_000;

/**
 * Does something with the reviews of an estate while nobody else on its data folder does: two that ask people at the same time would
 * ask twice. A turn ends with its process, however that ended.
 *
 * @throws LockstepError `store-conflict` where the turn did not come, `aborted`
 */
export async function inReviewTurn<T>(
  { dataFolder, signal, patienceMs = PATIENCE_MS }: ReviewTurn,
  work: () => Promise<T>,
): Promise<T> {
  const folder = join(dataFolder, "review-turn");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hold = await waitFor(folder, Date.now() + patienceMs, signal);
  try {
    return await work();
  } finally {
    await hold.release();
  }
}

async function waitFor(folder: string, until: number, signal: AbortSignal | undefined): Promise<FolderHold> {
  for (;;) {
    if (signal?.aborted) throw new LockstepError("aborted", "The wait for the reviews was stopped.");
    try {
      return await holdFolder(folder, { what: "The turn at the reviews", remedy: "Wait until it is done." });
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code !== "queue-unavailable") throw error;
      if (Date.now() > until) throw new LockstepError("store-conflict", error.message, { cause: error });
    }
    await sleep(POLL_MS);
  }
}

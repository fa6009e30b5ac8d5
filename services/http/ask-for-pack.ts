import { LockstepError } from "#services/core/errors";
import { planPack } from "#services/core/schedule/plan-pack";
import type { JobQueue } from "#services/ports/job-queue";
import type { KeptPack } from "#services/ports/pack-shelf";
import type { EstateCall } from "./route.js";

/** A pack as somebody asks for it; whose word it is, the request does not say. */
export interface AskedFor {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly framework: string | undefined;
  readonly engineIds: readonly string[] | undefined;
}

interface Asking {
  readonly queue: Pick<JobQueue, "add">;
  readonly areSeveral: boolean;
}

/**
 * Notes that a pack is to be made, and has the queue make it. It is noted beside the queue: while that takes nothing it waits, and the service asks for what waits
 * each minute.
 *
 * @throws LockstepError
 */
export async function askForPack(
  { estate, principal }: Pick<EstateCall, "estate" | "principal">,
  wanted: AskedFor,
  { queue, areSeveral }: Asking,
): Promise<KeptPack> {
  const pack = await estate.app.packs.ask({ ...wanted, by: principal.name });
  if (pack.made !== undefined) return pack;
  const because = `${principal.name} asked for evidence`;
  const estateId = areSeveral ? estate.id : undefined;
  const { request, options } = planPack(pack.asked, { estateId, because, round: pack.asked.askedAt });
  await queue.add(request, options).catch(unlessRetryable);
  return pack;
}

function unlessRetryable(error: unknown): void {
  if (!(error instanceof LockstepError) || !error.retryable) throw error;
}

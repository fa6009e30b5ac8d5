import type { AskedCheck } from "#schemas/api/asked-check";
import type { RunSummary } from "#schemas/api/run-summary";
import type { JobRequest } from "#schemas/job-request";
import { LockstepError } from "#services/core/errors";
import type { ServedEstate } from "../served-estate.js";
import { type Asking, idOfAsking } from "./asking.js";
import type { ApiContext } from "./operation.js";

type Queue = Pick<ApiContext["queue"], "atWork" | "failed">;

/** So many runs back the answer to an asking is looked for. */
const RUNS = 200;

/**
 * Tells how a check stands by what is recorded: it is done once each engine has a run that began after the asking, whoever did it. Of
 * what the queue says nothing counts but how far it has come, and that it was given up.
 * While the queue does not answer, a check is told to wait.
 *
 * @throws LockstepError `store-unsound`
 */
export async function followAsked(asking: Asking, estate: ServedEstate, queue: Queue): Promise<AskedCheck> {
  const { askedAt, engineIds } = asking;
  const { value, fault } = await estate.views.runs({ limit: RUNS, engineIds: [...engineIds] });
  if (fault !== undefined) throw new LockstepError("store-unsound", fault.message);
  const runs = (value?.items ?? []).filter(({ at }) => at >= askedAt);
  const isDone = engineIds.every((id) => runs.some((run) => isOf(run, id)));
  const about = { id: idOfAsking(asking), askedAt, engines: [...engineIds], runs: runs.map(({ runId }) => runId) };
  const told = { schema: "lockstep/asked-check@1", ...about } as const;
  if (isDone) return { ...told, state: "done" };
  const { failed, atWork } = await lookAt(queue);
  const gaveUp = failed.find(
    ({ request, failedAt }) => isSame(request, estate.id, engineIds) && failedAt.toISOString() >= askedAt,
  );
  if (gaveUp !== undefined) return { ...told, state: "failed", reason: gaveUp.reason };
  const work = atWork.find(({ request }) => concerns(request, estate.id, engineIds));
  if (work === undefined) return { ...told, state: "waiting" };
  return { ...told, state: "at-work", ...(work.progress === undefined ? {} : { progress: work.progress }) };
}

async function lookAt(queue: Queue) {
  try {
    const [failed, atWork] = await Promise.all([queue.failed(), queue.atWork()]);
    return { failed, atWork };
  } catch (error) {
    if (error instanceof LockstepError && error.retryable) return { failed: [], atWork: [] };
    throw error;
  }
}

function isOf({ engines }: RunSummary, id: string): boolean {
  return engines.some(({ engineId }) => engineId === id);
}

function concerns(request: JobRequest, estate: string, engineIds: readonly string[]): boolean {
  if (request.job !== "check" || (request.estate ?? estate) !== estate) return false;
  return request.engineIds.length === 0 || request.engineIds.some((id) => engineIds.includes(id));
}

/** What arrived in the queue may be anything. */
function isSame(request: unknown, estate: string, engineIds: readonly string[]): boolean {
  if (typeof request !== "object" || request === null || !("job" in request) || request.job !== "check") return false;
  const { engineIds: asked, estate: of = estate } = request as {
    readonly engineIds?: unknown;
    readonly estate?: unknown;
  };
  return of === estate && JSON.stringify(asked) === JSON.stringify(engineIds);
}

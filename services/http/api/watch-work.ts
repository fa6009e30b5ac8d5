import { setTimeout as sleep } from "node:timers/promises";
import { LockstepError } from "#services/core/errors";
import type { ListedJob } from "#services/ports/job-queue";
import type { ServerEvent } from "../answer.js";
import type { EstateCall } from "../route.js";
import type { ApiContext } from "./operation.js";
import { seenEngines } from "./seen-engines.js";

const LOOK_MS = 1000;

/** Tells of the work on engines that may be seen, and of each run once it is recorded, until whoever asks is gone. */
export async function watchWork(
  call: EstateCall,
  { queue }: Pick<ApiContext, "queue">,
  send: (event: ServerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let told = "";
  let newest = await newestRun(call);
  while (!signal.aborted) {
    for (const { engines, progress } of await workOn(call, queue)) {
      const text = JSON.stringify([engines, progress]);
      if (text !== told) send({ event: "progress", data: { engines, progress } });
      told = text;
    }
    newest = await tellRecorded(call, newest, send);
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

interface Work {
  readonly engines: readonly string[];
  readonly progress: ListedJob["progress"] | null;
}

/** While the queue does not answer there is nothing to tell; runs are told all the same. */
async function workOn(call: EstateCall, queue: ApiContext["queue"]): Promise<readonly Work[]> {
  try {
    return (await queue.atWork()).flatMap((job) => workIn(job, call));
  } catch (error) {
    if (error instanceof LockstepError) return [];
    throw error;
  }
}

function workIn({ request, progress }: ListedJob, call: EstateCall): Work[] {
  if ((request.estate ?? call.estate.id) !== call.estate.id) return [];
  const seen = seenEngines(call);
  const asked =
    request.job === "check" ? request.engineIds : request.job === "check-occasion" ? [request.engineId] : undefined;
  if (asked === undefined) return [];
  const engines = asked.length === 0 ? seen : asked.filter((id) => seen.includes(id));
  const isSeen = progress?.engineId === undefined || seen.includes(progress.engineId);
  return engines.length === 0 ? [] : [{ engines, progress: isSeen ? (progress ?? null) : null }];
}

async function newestRun(call: EstateCall): Promise<number> {
  const { value } = await call.estate.views.runs({ limit: 1, engineIds: seenEngines(call) });
  return value?.items[0]?.seq ?? -1;
}

async function tellRecorded(call: EstateCall, newest: number, send: (event: ServerEvent) => void): Promise<number> {
  const { value } = await call.estate.views.runs({ limit: 50, engineIds: seenEngines(call) });
  const fresh = (value?.items ?? []).filter(({ seq }) => seq > newest).toReversed();
  for (const { seq, runId, engines } of fresh) {
    const data = { seq, runId, engines: engines.map(({ engineId }) => engineId) };
    send({ event: "recorded", data, id: String(seq) });
  }
  return fresh.at(-1)?.seq ?? newest;
}

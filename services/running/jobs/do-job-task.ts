import type { JobProgress } from "#schemas/job-progress";
import type { JobRequest } from "#schemas/job-request";
import type { App } from "#services/app";
import type { JobOptions as CheckOptions } from "#services/compose/estate/job-options";
import { LockstepError } from "#services/core/errors";
import { type FollowUp, planKeeping, planOccasion } from "#services/core/schedule/plan-occasion";
import { planPack } from "#services/core/schedule/plan-pack";
import { type EvidenceSchedule, evidenceSchedulesOf, schedulesOf } from "#services/core/schedule/schedules-of";
import type { Logger } from "#services/ports/logger";

/** One job, with what it means by now. */
export interface JobTask {
  readonly request: JobRequest;
  /** The instant that a schedule meant, else when it was asked for. */
  readonly at: string;
}

/** What doing a job needs beside the app. */
export interface TaskContext {
  readonly signal: AbortSignal;
  readonly tell: (progress: JobProgress) => void;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** What a job uses of an estate. */
export interface WorkedApp
  extends Pick<App, "check" | "checkOccasion" | "estate" | "readTickets" | "reviews" | "settleReviews"> {
  readonly ledger: Pick<App["ledger"], "occasions">;
  /** Left out: people are told of nothing. */
  readonly notices?: Pick<App["notices"], "isAnybodyTold" | "tell" | "nightly" | "watch" | "digestSchedule">;
  /** Left out: no evidence is made. */
  readonly packs?: Pick<App["packs"], "askDue" | "make" | "waiting" | "noteFailure" | "tidy">;
}

type Asked<Job extends JobRequest["job"]> = Extract<JobRequest, { job: Job }>;

/** Does one job over an estate, and gives what is to be asked of the queue because of it. Doing it twice does no harm. */
export async function doJobTask(app: WorkedApp, task: JobTask, context: TaskContext): Promise<readonly FollowUp[]> {
  const { request, at } = task;
  const { signal } = context;
  switch (request.job) {
    case "check":
      await app.check(request.engineIds, checkOptions(context));
      return await planTelling(app, { request, engineIds: request.engineIds }, context);
    case "check-occasion":
      await app.checkOccasion(request.engineId, request.occasion, checkOptions(context));
      return await planTelling(app, { request, engineIds: [request.engineId] }, context);
    case "begin-schedule":
      return await beginSchedule(app, request, at, context);
    case "keep-reviews":
      return await keepReviews(app, request, context);
    case "settle-reviews": {
      const moved = await app.settleReviews({ signal });
      // What was approved is held against both nodes at once, by the baseline as it is now.
      if (moved.length === 0) return [];
      await app.check(moved, checkOptions(context));
      return await planTelling(app, { request, engineIds: moved }, context);
    }
    case "read-tickets":
      await app.readTickets(request, { signal });
      return [];
    case "send-notices":
      await app.notices?.tell(request.engineIds, signal);
      return [];
    case "nightly-digest":
      await app.notices?.nightly(signal);
      return [];
    case "make-evidence":
      await app.packs?.make(request.pack, signal);
      return await planNextPack(app, request);
  }
}

/** People are told by a job of its own: a mail server that is down keeps no run from being done, and is asked again. */
async function planTelling(
  { notices }: WorkedApp,
  { request, engineIds }: { readonly request: JobRequest; readonly engineIds: readonly string[] },
  { now }: TaskContext,
): Promise<readonly FollowUp[]> {
  if (notices === undefined || !(await notices.isAnybodyTold())) return [];
  const { estateId } = named(request);
  const because = "a run was recorded";
  const told: JobRequest = {
    job: "send-notices",
    ...(estateId === undefined ? {} : { estate: estateId }),
    engineIds: [...engineIds],
    because,
  };
  const key = ["notices", estateId ?? "", engineIds.join(","), now().toISOString()].join(" ");
  return [{ request: told, options: { key } }];
}

function checkOptions({ signal, logger, tell, now }: TaskContext): CheckOptions {
  let known: Omit<JobProgress, "at"> = {};
  const add = (more: Omit<JobProgress, "at">): void => {
    known = { ...known, ...more };
    tell({ ...known, at: now().toISOString() });
  };
  return {
    signal,
    onNotice: (notice) => logger.info("check noted", { notice }),
    onStage: add,
    onProgress: add,
  };
}

/** What was decided on the forge is settled before anything is judged; a forge that is down stops no check. */
async function beginSchedule(
  app: WorkedApp,
  request: Asked<"begin-schedule">,
  at: string,
  { signal, logger }: TaskContext,
): Promise<readonly FollowUp[]> {
  const estate = await app.estate();
  const evidence = evidenceSchedulesOf(estate).find(({ id }) => id === request.schedule);
  if (evidence !== undefined) return await beginEvidence(app, evidence, { ...named(request), at });
  const schedule = schedulesOf(estate).find(({ id }) => id === request.schedule);
  if (schedule === undefined) {
    logger.warn("a schedule was due that estate.yaml no longer holds", { schedule: request.schedule, at });
    return [];
  }
  try {
    await app.settleReviews({ signal });
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted") throw error;
    logger.warn("reviews were not settled before the checks", { schedule: schedule.id, error });
  }
  return planOccasion(estate, { schedule, at, ...named(request) });
}

async function beginEvidence(
  { packs }: WorkedApp,
  schedule: EvidenceSchedule,
  { estateId, at }: { readonly estateId?: string; readonly at: string },
): Promise<readonly FollowUp[]> {
  if (packs === undefined) return [];
  const { asked } = await packs.askDue(schedule, at);
  return [planPack(asked, { estateId, because: `the schedule ${schedule.id} was due`, round: asked.askedAt })];
}

/** Whoever asked while this one was made went without. The next one begins once the folder is free again. */
async function planNextPack({ packs }: WorkedApp, request: Asked<"make-evidence">): Promise<readonly FollowUp[]> {
  const [next] = (await packs?.waiting()) ?? [];
  if (next === undefined) return [];
  const { estateId } = named(request);
  const round = `after ${request.pack} ${next.askedAt}`;
  return [planPack(next, { estateId, because: "it waited for another pack", round, delayMs: AFTER_ANOTHER_MS })];
}

const AFTER_ANOTHER_MS = 2_000;

async function keepReviews(
  app: WorkedApp,
  request: Asked<"keep-reviews">,
  { signal, logger, now }: TaskContext,
): Promise<readonly FollowUp[]> {
  if ((await app.estate()).forge === undefined) return [];
  const missing = await findMissing(app, request);
  if (request.after !== null && missing.length > 0 && now().toISOString() < request.after.until) {
    return [planKeeping(request.after, { ...named(request), delayMs: LOOK_AGAIN_MS, round: now().getTime() })];
  }
  if (missing.length > 0) logger.warn("reviews are kept without the runs of some engines", { engines: missing });
  const { forge } = await (await app.reviews({ signal })).keep();
  if (forge.message !== null)
    throw new LockstepError("forge-unavailable", `The reviews were not kept: ${forge.message}`);
  return [];
}

const LOOK_AGAIN_MS = 10_000;

async function findMissing({ ledger }: WorkedApp, { after }: Asked<"keep-reviews">): Promise<readonly string[]> {
  if (after === null) return [];
  const due = new Date(after.occasion.at);
  const met = (await ledger.occasions(due, due)).filter(({ schedule }) => schedule === after.occasion.schedule);
  return after.engineIds.filter((id) => !met.some(({ engineId }) => engineId === id));
}

function named({ estate }: JobRequest): { readonly estateId?: string } {
  return estate === undefined ? {} : { estateId: estate };
}

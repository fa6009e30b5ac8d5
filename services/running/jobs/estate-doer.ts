import type { JobRequest } from "#schemas/job-request";
import type { Settings } from "#services/config";
import type { FollowUp } from "#services/core/schedule/plan-occasion";
import { createJobDoer } from "#services/jobs/queue/create-job-doer";
import type { JobAtWork, JobQueue } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import { doJobTask, type JobTask, type TaskContext, type WorkedApp } from "./do-job-task.js";
import { onePackAtATime } from "./one-pack-at-a-time.js";

/** An estate whose jobs are done. */
export interface WorkedEstate {
  readonly app: WorkedApp & { readonly settings: Settings };
}

/** Does one job of an estate somewhere: in this thread, or in one of its own. */
export type RunTask = (estate: WorkedEstate, task: JobTask, context: RunContext) => Promise<readonly FollowUp[]>;

/** What a job that is run elsewhere needs to know. */
export interface RunContext extends TaskContext {
  /** How often it was begun, this time included. */
  readonly attempt: number;
}

/** What does the jobs of estates. */
export interface DoerContext {
  readonly queue: Pick<JobQueue, "add">;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Default: in this thread. */
  readonly runTask?: RunTask;
}

/** Makes what does the jobs of one estate, and asks the queue for what they ask for. @throws LockstepError whatever the job met */
export function createEstateDoer(estate: WorkedEstate, context: DoerContext): (job: JobAtWork) => Promise<void> {
  const { queue, logger, now, runTask = runHere } = context;
  // Askings that are done together are told of at the job that came last: it is the one that still waits.
  let latest: JobAtWork | undefined;
  const inTurn = onePackAtATime(estate.app.settings);

  async function run(request: JobRequest, signal: AbortSignal, job: JobAtWork | undefined): Promise<void> {
    const at = (job?.scheduledFor ?? job?.askedAt ?? now()).toISOString();
    const tell = job?.tell ?? (() => undefined);
    const attempt = job?.attempt ?? 1;
    const followUps = await runTask(estate, { request, at }, { signal, tell, logger, now, attempt });
    for (const { request: next, options } of followUps) await queue.add(next, options);
  }

  /** Why it failed is kept here: a thread that was ended cannot tell. */
  async function makePack(asked: Extract<JobRequest, { job: "make-evidence" }>, job: JobAtWork): Promise<void> {
    try {
      await run(asked, job.signal, job);
    } catch (error) {
      await estate.app.packs?.noteFailure(asked.pack, error);
      throw error;
    }
  }

  const doer = createJobDoer(
    {
      check: (asked, signal) => run(asked, signal, latest),
      checkOccasion: (asked, job) => run(asked, job.signal, job),
      beginSchedule: (asked, job) => run(asked, job.signal, job),
      keepReviews: (asked, job) => run(asked, job.signal, job),
      settleReviews: (asked, signal) => run(asked, signal, latest),
      readTickets: (asked, signal) => run(asked, signal, latest),
      sendNotices: (asked, signal) => run(asked, signal, undefined),
      nightlyDigest: (asked, signal) => run(asked, signal, undefined),
      makeEvidence: (asked, job) => inTurn(() => makePack(asked, job)),
    },
    // When a job was asked for, the queue tells by this machine's clock, whatever clock verdicts are told by.
    { logger },
  );
  return (job) => {
    if (job.request.job === "check" || job.request.job === "settle-reviews") latest = job;
    return doer(job);
  };
}

const runHere: RunTask = ({ app }, task, context) => doJobTask(app, task, context);

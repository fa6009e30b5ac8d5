import { type Job, UnrecoverableError, WaitingError } from "bullmq";
import { LockstepError } from "#services/core/errors";
import type { JobAtWork } from "#services/ports/job-queue";
import type { Logger } from "#services/ports/logger";
import type { Complain } from "./complainer.js";
import { type JobEnvelope, openEnvelope } from "./job-envelope.js";
import type { QueueTiming } from "./queue-timing.js";
import { createProgressTeller } from "./tell-progress.js";

export type Handler = (job: JobAtWork) => Promise<void>;

export interface JobInHand {
  readonly job: Job<JobEnvelope>;
  /** Proves that the job is this worker's. */
  readonly token: string | undefined;
  /** Ends when another worker has taken the job over. */
  readonly lost: AbortSignal | undefined;
  /** Ends when this process stops. */
  readonly stopping: AbortSignal;
  readonly timing: QueueTiming;
  readonly logger: Logger | undefined;
  readonly complain: Complain;
}

/**
 * Does one job and says to BullMQ what became of it: done; to be tried again, later; given up; or, where this process stops,
 * back to where others find it.
 */
export async function doJob(handler: Handler, inHand: JobInHand): Promise<void> {
  const { job } = inHand;
  const envelope = openEnvelope(job.data);
  if (envelope === undefined) throw new UnrecoverableError("What arrived is no request that is known; it was not run.");
  const limits = watchLimits(inHand, envelope.deadlineMs);
  const { complain } = inHand;
  const teller = createProgressTeller((progress) => job.updateProgress(progress), complain);
  const scheduledFor = job.repeatJobKey === undefined ? undefined : job.opts.prevMillis;
  try {
    const work = handler({
      id: job.id ?? "",
      request: envelope.request,
      attempt: job.attemptsStarted,
      askedAt: new Date(scheduledFor ?? job.timestamp + (job.opts.delay ?? 0)),
      ...(scheduledFor === undefined ? {} : { scheduledFor: new Date(scheduledFor) }),
      signal: limits.signal,
      tell: teller.tell,
    });
    await Promise.race([work, limits.overrun]);
  } catch (error) {
    const isReason = limits.signal.aborted && !(error instanceof LockstepError);
    throw await settle(isReason ? limits.signal.reason : error, inHand);
  } finally {
    teller.end();
    limits.end();
  }
}

interface Limits {
  readonly signal: AbortSignal;
  /** Rejected when the job did not stop in spite of its deadline. */
  readonly overrun: Promise<never>;
  end(): void;
}

function watchLimits({ lost, stopping, timing }: JobInHand, deadlineMs: number): Limits {
  const ended = new AbortController();
  const overdue = new LockstepError(
    "aborted",
    `The job was stopped: it took longer than ${deadlineMs} ms, its deadline.`,
  );
  const taken = new LockstepError("aborted", "The job was stopped: another worker has taken it over.");
  const onLost = (): void => ended.abort(taken);
  const onStopping = (): void => ended.abort(stopping.reason);
  lost?.addEventListener("abort", onLost);
  stopping.addEventListener("abort", onStopping);
  if (stopping.aborted) onStopping();
  const deadline = setTimeout(() => ended.abort(overdue), deadlineMs);
  let end: NodeJS.Timeout | undefined;
  const overrun = new Promise<never>((_, reject) => {
    end = setTimeout(() => reject(overdue), deadlineMs + timing.leaveMs).unref();
  });
  // What is left behind at a stop must not keep the process from ending.
  deadline.unref();
  return {
    signal: ended.signal,
    overrun,
    end: () => {
      clearTimeout(deadline);
      clearTimeout(end);
      lost?.removeEventListener("abort", onLost);
      stopping.removeEventListener("abort", onStopping);
    },
  };
}

/** Only what the world did is tried again: a mistake of ours or yours fails the next time too. */
async function settle(error: unknown, { job, token, stopping, logger }: JobInHand): Promise<Error> {
  const isOurs = error instanceof LockstepError;
  const isTriedAgain = isOurs && error.retryable && (error.family === "upstream" || error.code === "job-crashed");
  if (stopping.aborted && isTriedAgain) {
    await job.moveToWait(token);
    return new WaitingError();
  }
  if (isTriedAgain) return new Error(`${error.code}: ${error.message}`);
  if (isOurs) return new UnrecoverableError(`${error.code}: ${error.message}`);
  logger?.error("a job failed in a way that nobody foresaw", { job: job.id, kind: job.name, error });
  return new UnrecoverableError("bug: Lockstep itself failed; its log says more.");
}

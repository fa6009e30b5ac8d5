import type { JobProgress } from "#schemas/job-progress";
import type { JobRequest } from "#schemas/job-request";

/** When a job is to be done, and what makes it the same as another one. */
export interface JobOptions {
  /** A job of a key that waits, or that was added in the last four days, is not added again. */
  readonly key: string;
  /** Milliseconds to wait first. Default none. */
  readonly delayMs?: number;
  /** Milliseconds that one attempt may take before its signal ends it. Default one hour. */
  readonly deadlineMs?: number;
}

/** One job being done. Delivery is at least once: doing it twice must do no harm. */
export interface JobAtWork {
  readonly id: string;
  readonly request: JobRequest;
  /** When it was asked for, its delay or schedule included; by the clock of the machine that added it. */
  readonly askedAt: Date;
  /** How often it was begun, this time included. */
  readonly attempt: number;
  /** The instant that a schedule meant, however late it is begun; absent where no schedule made the job. */
  readonly scheduledFor?: Date;
  /** Ends when the queue closes and patience is over, when the job's deadline passes, and when another worker has taken it over. */
  readonly signal: AbortSignal;
  /** Says how far it has come, to whoever watches; as often as wanted, and never awaited. */
  readonly tell: (progress: JobProgress) => void;
}

/** A job that is being done, on whichever machine. */
export interface ListedJob {
  readonly id: string;
  readonly request: JobRequest;
  /** When its present attempt began. */
  readonly begunAt?: Date;
  /** As last told. */
  readonly progress?: JobProgress;
}

/** When a job comes again by itself. */
export interface Schedule {
  /** Five fields, minute first; with six, second first. */
  readonly cron: string;
  /** IANA name, such as `Europe/London`. An hour that the clock leaves out is done an hour later; one that comes twice, once. */
  readonly timeZone: string;
}

export interface ScheduledJob extends Schedule {
  readonly id: string;
  readonly nextAt: Date;
}

/** A job that was given up. */
export interface FailedJob {
  readonly id: string;
  /** As it was added; whatever arrived where that was no request. */
  readonly request: unknown;
  /** In plain words, without anything that an engine said. */
  readonly reason: string;
  readonly failedAt: Date;
}

export interface QueueCounts {
  /** To be done now or later. */
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/**
 * Where work waits. It may be emptied at any time: nothing that matters stands here only.
 * Each call but `work` and `close` throws LockstepError `queue-unavailable` within two seconds where the queue does not answer.
 */
export interface JobQueue {
  add(request: JobRequest, options: JobOptions): Promise<"added" | "known">;
  /**
   * Does jobs from now on until closed; the promise is fulfilled at once, also while the queue cannot be reached.
   * What the handler throws with a retryable code of an upstream fault is tried again, later each time; all else has failed.
   */
  work(handler: (job: JobAtWork) => Promise<void>, options?: { readonly concurrency?: number }): Promise<void>;
  /** Makes a job come again; a schedule of the same id is replaced. @throws LockstepError `schedule-invalid` */
  schedule(id: string, schedule: Schedule, request: JobRequest): Promise<void>;
  /** Takes a schedule away, if there is one. */
  unschedule(id: string): Promise<void>;
  schedules(): Promise<readonly ScheduledJob[]>;
  counts(): Promise<QueueCounts>;
  /** What is being done now. */
  atWork(): Promise<readonly ListedJob[]>;
  /** The latest that were given up, newest first. Default 20. */
  failed(limit?: number): Promise<readonly FailedJob[]>;
  /** Nobody begins a job until resumed, on any machine; jobs at work go on, and more can be added. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes no more jobs, waits a while for those at work, and ends. What was not done is done by others, or later. */
  close(): Promise<void>;
}

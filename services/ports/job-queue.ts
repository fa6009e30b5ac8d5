import type { JobRequest } from "#schemas/job-request";

/** When a job is to be done, and what makes it the same as another one. */
export interface JobOptions {
  /** A job of a key that waits, or that was added in the last four days, is not added again. No colon in it. */
  readonly key: string;
  /** Milliseconds to wait first. Default none. */
  readonly delayMs?: number;
}

/** One job being done. Delivery is at least once: doing it twice must do no harm. */
export interface JobAtWork {
  readonly id: string;
  readonly request: JobRequest;
  /** How often it was begun, this time included. */
  readonly attempt: number;
  /** Ends when the queue closes or the job's deadline passes. */
  readonly signal: AbortSignal;
}

/** Where work waits. It may be emptied at any time: nothing that matters stands here only. */
export interface JobQueue {
  /** @throws LockstepError `queue-unavailable` within two seconds where nothing can be added */
  add(request: JobRequest, options: JobOptions): Promise<"added" | "known">;
  /** Does jobs until closed. What the handler throws with a retryable code is tried again, later each time. */
  work(handler: (job: JobAtWork) => Promise<void>, options?: { readonly concurrency?: number }): Promise<void>;
  counts(): Promise<{ readonly waiting: number; readonly active: number; readonly failed: number }>;
  /** Takes no more jobs, waits for those at work, and ends. */
  close(): Promise<void>;
}

/** How long a queue waits for what, in milliseconds. */
export interface QueueTiming {
  /** What is asked of the queue is answered within this, or it is unavailable. */
  readonly answerMs: number;
  /** Who works on a job says so at least twice within this; a job of a silent worker is done by another. */
  readonly lockMs: number;
  /** How often it is looked for jobs of silent workers. */
  readonly stalledCheckMs: number;
  /** Before the first new attempt; doubled before each further one. */
  readonly retryMs: number;
  /** Before a worker tries again to reach the queue. */
  readonly reconnectMs: number;
  /** What jobs at work are given to end by themselves when the queue closes. */
  readonly patienceMs: number;
  /** What they are given after their signal has ended. */
  readonly leaveMs: number;
}

export const DEFAULT_TIMING: QueueTiming = {
  answerMs: 1_800,
  lockMs: 30_000,
  stalledCheckMs: 15_000,
  retryMs: 15_000,
  reconnectMs: 2_000,
  patienceMs: 5_000,
  leaveMs: 3_000,
};

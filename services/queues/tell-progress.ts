import type { JobProgress } from "#schemas/job-progress";

const EVERY_MS = 500;

/** What is told of a job under way; `end` tells no more. */
export interface ProgressTeller {
  readonly tell: (progress: JobProgress) => void;
  readonly end: () => void;
}

/** Tells the queue at most twice a second how far a job has come, the newest each time. One that could not be told is not told again. */
export function createProgressTeller(
  update: (progress: JobProgress) => Promise<void>,
  complain: (error: unknown) => void,
): ProgressTeller {
  let newest: JobProgress | undefined;
  let pause: NodeJS.Timeout | undefined;
  function send(): void {
    const progress = newest;
    newest = undefined;
    pause = undefined;
    if (progress === undefined) return;
    update(progress).catch(complain);
    pause = setTimeout(send, EVERY_MS).unref();
  }
  return {
    tell: (progress) => {
      newest = progress;
      if (pause === undefined) send();
    },
    end: () => {
      clearTimeout(pause);
      newest = undefined;
    },
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";
import { openAskedThread } from "#services/running/threads/open-asked-thread";
import { startThread } from "#services/running/threads/start-thread";
import type { AskedAct } from "./acts.js";

/** A thread in which acts are done, each as soon as it is asked for. */
export interface ActThread {
  ask(asked: AskedAct): Promise<unknown>;
  /** Waits a while for those that were begun, and ends. */
  close(): Promise<void>;
}

export interface ActThreadOptions {
  /** Starts it. Default: that of this program. */
  readonly start?: (() => Worker) | undefined;
  /** What acts that were begun are given to end, in milliseconds. Default 10,000. */
  readonly graceMs?: number;
}

/** Opens the thread of acts; it begins with the first of them. */
export function openActThread({ start = startActThread, graceMs = 10_000 }: ActThreadOptions = {}): ActThread {
  const thread = openAskedThread<AskedAct, unknown>({ start, broken });
  const begun = new Set<Promise<unknown>>();
  return {
    async ask(asked) {
      const doing = thread.ask(asked);
      begun.add(doing);
      try {
        return await doing;
      } finally {
        begun.delete(doing);
      }
    },
    async close() {
      const late = new AbortController();
      const patience = sleep(graceMs, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled(begun), patience]);
      late.abort();
      await thread.close();
    },
  };
}

function startActThread(): Worker {
  return startThread(new URL("./act-thread.js", import.meta.url), { name: "lockstep-act" });
}

function broken(why: string): LockstepError {
  return new LockstepError(
    "job-crashed",
    `Whether it was done cannot be told here: ${why}. Look before you ask again.`,
  );
}

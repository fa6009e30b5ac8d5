import type { Worker } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";
import type { ThreadAnswer, ThreadTask } from "./answer-in-thread.js";

/** A thread that is asked, and begun anew by whatever is asked after it broke. */
export interface AskedThread<Question, Given> {
  /** @throws LockstepError what the thread throws; `bug` where it ended, or was closed */
  ask(question: Question): Promise<Given>;
  /** Ends it; who still waits is told so. */
  close(): Promise<void>;
}

export interface AskedThreadOptions {
  readonly start: () => Worker;
  /** What is told where nobody answers: why, after the subject and a colon. */
  readonly broken: (why: string) => LockstepError;
}

/** Opens a thread that answers by number (`answerInThread`). It begins with the first question, and keeps the process alive only while somebody waits. */
export function openAskedThread<Question, Given>({ start, broken }: AskedThreadOptions): AskedThread<Question, Given> {
  let running: RunningThread<Question, Given> | undefined;
  let closed = false;
  return {
    async ask(question) {
      if (closed) throw broken("it was closed");
      if (running?.hasEnded() !== false) running = runThread(start(), broken);
      return await running.ask(question);
    },
    async close() {
      closed = true;
      await running?.close();
    },
  };
}

interface RunningThread<Question, Given> extends AskedThread<Question, Given> {
  hasEnded(): boolean;
}

interface Waiting<Given> {
  resolve(given: Given): void;
  reject(error: unknown): void;
}

function runThread<Question, Given>(
  worker: Worker,
  broken: AskedThreadOptions["broken"],
): RunningThread<Question, Given> {
  const waiting = new Map<number, Waiting<Given>>();
  let last = 0;
  let ended = false;

  function end(): void {
    ended = true;
    for (const { reject } of waiting.values()) reject(broken("its thread ended"));
    waiting.clear();
  }

  function take(id: number): Waiting<Given> | undefined {
    const asked = waiting.get(id);
    waiting.delete(id);
    // The thread by itself is no reason for the process to go on.
    if (waiting.size === 0) worker.unref();
    return asked;
  }

  worker.once("error", end).once("exit", end);
  worker.on("message", (answer: ThreadAnswer<Given>) => {
    const asked = take(answer.id);
    if ("given" in answer) return asked?.resolve(answer.given);
    const { code, message, details, ownRemedy } = answer.fault;
    return asked?.reject(new LockstepError(code, message, { details, remedy: ownRemedy }));
  });
  worker.unref();
  return {
    hasEnded: () => ended,
    ask(question) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.ref();
        try {
          worker.postMessage({ id, question } satisfies ThreadTask<Question>);
        } catch (error) {
          // What cannot be copied into a thread never got there.
          take(id)?.reject(error);
        }
      });
    },
    close: async () => void (await worker.terminate()),
  };
}

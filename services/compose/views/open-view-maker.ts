import { Worker } from "node:worker_threads";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { createViewMaker, type ViewSettings } from "./create-view-maker.js";
import type { MadeView, ViewMaker, ViewQuestion } from "./view-question.js";
import type { ViewTaskAnswer } from "./views-thread.js";

/** What loads TypeScript in this thread does not reach into others on Node 20: run from source, all stays here. */
const IS_COMPILED = import.meta.url.endsWith(".js");

/**
 * Opens a maker in a thread of its own, so that what takes seconds holds up nobody who asks the same process for something else.
 *
 * @param now a clock that is not this machine's: then all is done in this thread
 */
export function openViewMaker(settings: Settings, now: (() => Date) | undefined): ViewMaker {
  const { environment: _environment, queueUrl: _queueUrl, ...told } = settings;
  if (IS_COMPILED && now === undefined) return makeInThread(told);
  return createViewMaker(told, now ?? (() => new Date()));
}

function makeInThread(settings: ViewSettings): ViewMaker {
  let thread: MakingThread | undefined;
  let closed = false;
  return {
    async make(question) {
      if (closed) throw broken("what shows it was closed");
      // One that broke is replaced by whatever is asked next.
      if (thread?.hasEnded() !== false) thread = startThread(settings);
      return await thread.ask(question);
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

interface MakingThread {
  ask(question: ViewQuestion): Promise<MadeView>;
  hasEnded(): boolean;
  close(): Promise<void>;
}

function startThread(settings: ViewSettings): MakingThread {
  const worker = new Worker(new URL("./views-thread.js", import.meta.url), { workerData: settings });
  const waiting = new Map<number, { resolve(made: MadeView): void; reject(error: Error): void }>();
  let last = 0;
  let ended = false;

  function end(): void {
    ended = true;
    for (const { reject } of waiting.values()) reject(broken("the thread that reads it ended"));
    waiting.clear();
  }

  worker.once("error", end).once("exit", end);
  worker.on("message", (answer: ViewTaskAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("made" in answer) return asked?.resolve(answer.made);
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
        worker.postMessage({ id, question });
      });
    },
    close: async () => void (await worker.terminate()),
  };
}

function broken(why: string): LockstepError {
  return new LockstepError("bug", `The estate cannot be shown: ${why}.`);
}

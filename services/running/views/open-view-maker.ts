import { Worker } from "node:worker_threads";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { openAskedThread } from "#services/running/threads/open-asked-thread";
import { createViewMaker, type ViewSettings } from "./create-view-maker.js";
import type { MadeView, ViewMaker, ViewQuestion } from "./view-question.js";

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
  const thread = openAskedThread<ViewQuestion, MadeView>({
    start: () => new Worker(new URL("./views-thread.js", import.meta.url), { workerData: settings }),
    broken: (why) => new LockstepError("bug", `The estate cannot be shown: ${why}.`),
  });
  return { make: (question) => thread.ask(question), close: () => thread.close() };
}

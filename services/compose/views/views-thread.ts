import { parentPort, workerData } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";
import { createViewMaker, type ViewSettings } from "./create-view-maker.js";
import type { MadeView, ViewQuestion } from "./view-question.js";

/** What the thread is asked. */
export interface ViewTask {
  readonly id: number;
  readonly question: ViewQuestion;
}

/** What it answers; an error loses its class on the way between threads. */
export type ViewTaskAnswer =
  | { readonly id: number; readonly made: MadeView }
  | { readonly id: number; readonly fault: Pick<LockstepError, "code" | "message" | "details" | "ownRemedy"> };

const maker = createViewMaker(workerData as ViewSettings, () => new Date());

parentPort?.on("message", (task: ViewTask) => {
  void answerTask(task).then((answer) => parentPort?.postMessage(answer));
});

async function answerTask({ id, question }: ViewTask): Promise<ViewTaskAnswer> {
  try {
    return { id, made: await maker.make(question) };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    const { code, message, details, ownRemedy } = error;
    return { id, fault: { code, message, details, ownRemedy } };
  }
}

import { parentPort } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";

/** What a thread is asked. */
export interface ThreadTask<Question> {
  readonly id: number;
  readonly question: Question;
}

/** What it answers; an error loses its class on the way between threads. */
export type ThreadAnswer<Given> =
  | { readonly id: number; readonly given: Given }
  | { readonly id: number; readonly fault: Pick<LockstepError, "code" | "message" | "details" | "ownRemedy"> };

/** Answers in this thread what its opener asks (`openAskedThread`), each question by its number, in whichever order they are done. */
export function answerInThread<Question, Given>(answer: (question: Question) => Promise<Given>): void {
  parentPort?.on("message", (task: ThreadTask<Question>) => {
    void answerTask(task, answer).then((told) => parentPort?.postMessage(told));
  });
}

async function answerTask<Question, Given>(
  { id, question }: ThreadTask<Question>,
  answer: (question: Question) => Promise<Given>,
): Promise<ThreadAnswer<Given>> {
  try {
    return { id, given: await answer(question) };
  } catch (error) {
    // What any other error says could hold what an engine said.
    const fault =
      error instanceof LockstepError ? error : new LockstepError("bug", "A thread of Lockstep failed at it.");
    const { code, message, details, ownRemedy } = fault;
    return { id, fault: { code, message, details, ownRemedy } };
  }
}

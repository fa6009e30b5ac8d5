import { parentPort, workerData } from "node:worker_threads";
import { LockstepError } from "./core/errors.js";
import { createVerdictTeller, type TellingSettings } from "./create-verdict-teller.js";
import type { VerdictTeller } from "./ports/verdict-teller.js";

/** What the thread is asked: a question of the teller, with its arguments as they are. */
export type VerdictTask = {
  readonly [Ask in Exclude<keyof VerdictTeller, "close">]: {
    readonly id: number;
    readonly ask: Ask;
    readonly given: Parameters<VerdictTeller[Ask]>;
  };
}[Exclude<keyof VerdictTeller, "close">];

/** What it answers; an error loses its class on the way between threads. */
export type VerdictTaskAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly code: LockstepError["code"]; readonly message: string };

const teller = createVerdictTeller(workerData as TellingSettings);

parentPort?.on("message", async (task: VerdictTask) => {
  parentPort?.postMessage(await answerTask(task));
});

async function answerTask(task: VerdictTask): Promise<VerdictTaskAnswer> {
  const { id } = task;
  try {
    return { id, answer: await ask(task) };
  } catch (error) {
    if (error instanceof LockstepError) return { id, code: error.code, message: error.message };
    return { id, code: "bug", message: "the thread that tells verdicts failed" };
  }
}

async function ask(task: VerdictTask): Promise<unknown> {
  switch (task.ask) {
    case "tell":
      return await teller.tell(...task.given);
    case "plan":
      return await teller.plan(...task.given);
    case "engines":
      return await teller.engines();
  }
}

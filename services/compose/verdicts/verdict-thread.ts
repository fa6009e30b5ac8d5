import { parentPort } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";
import type { VerdictTeller } from "#services/ports/verdict-teller";
import { createVerdictTeller, type TellingSettings } from "./create-verdict-teller.js";

type Asks = Exclude<keyof VerdictTeller, "close">;

/** What the thread is asked: a question of an estate's teller, with its arguments as they are. */
export type VerdictTask = {
  readonly [Ask in Asks]: {
    readonly id: number;
    readonly settings: TellingSettings;
    readonly ask: Ask;
    readonly given: Parameters<VerdictTeller[Ask]>;
  };
}[Asks];

/** What it answers; an error loses its class on the way between threads. */
export type VerdictTaskAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly code: LockstepError["code"]; readonly message: string };

const tellers = new Map<string, VerdictTeller>();

parentPort?.on("message", (task: VerdictTask) => {
  void answerTask(task).then((answer) => parentPort?.postMessage(answer));
});

async function answerTask(task: VerdictTask): Promise<VerdictTaskAnswer> {
  const { id } = task;
  try {
    return { id, answer: await ask(task, tellerOf(task.settings)) };
  } catch (error) {
    if (error instanceof LockstepError) return { id, code: error.code, message: error.message };
    return { id, code: "bug", message: "the thread that tells verdicts failed" };
  }
}

function tellerOf(settings: TellingSettings): VerdictTeller {
  const teller = tellers.get(settings.storeDir) ?? createVerdictTeller(settings);
  tellers.set(settings.storeDir, teller);
  return teller;
}

async function ask(task: VerdictTask, teller: VerdictTeller): Promise<unknown> {
  switch (task.ask) {
    case "tell":
      return await teller.tell(...task.given);
    case "runbook":
      return await teller.runbook(...task.given);
    case "plan":
      return await teller.plan(...task.given);
    case "engines":
      return await teller.engines();
  }
}

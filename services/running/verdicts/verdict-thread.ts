import type { VerdictTeller } from "#services/ports/verdict-teller";
import { answerInThread } from "#services/running/threads/answer-in-thread";
import { createVerdictTeller, type TellingSettings } from "./create-verdict-teller.js";

type Asks = Exclude<keyof VerdictTeller, "close">;

/** What the thread is asked: a question of an estate's teller, with its arguments as they are. */
export type VerdictTask = {
  readonly [Ask in Asks]: {
    readonly settings: TellingSettings;
    readonly ask: Ask;
    readonly given: Parameters<VerdictTeller[Ask]>;
  };
}[Asks];

const tellers = new Map<string, VerdictTeller>();

answerInThread((task: VerdictTask) => ask(task, tellerOf(task.settings)));

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

import { openApp } from "#services/app";
import { answerInThread } from "#services/running/threads/answer-in-thread";
import { type AskedAct, actsOf, type Lasting, lastingOf } from "./acts.js";

const lasting = new Map<string, Lasting>();

answerInThread(doAct);

/** Opens the estate anew for each act: what is in force may have changed since the last one. */
async function doAct({ act, given, settings }: AskedAct): Promise<unknown> {
  const app = await openApp(settings);
  const kept = lasting.get(settings.storeDir) ?? lastingOf(app);
  lasting.set(settings.storeDir, kept);
  const carryOut = actsOf(app, kept)[act] as (...given: readonly unknown[]) => Promise<unknown>;
  return await carryOut(...given);
}

import { Worker } from "node:worker_threads";
import type { RunbookReport } from "#schemas/runbook-report";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import type { TellingPlan, VerdictTeller } from "#services/ports/verdict-teller";
import { type AskedThread, openAskedThread } from "#services/running/threads/open-asked-thread";
import { createVerdictTeller, type TellingSettings } from "./create-verdict-teller.js";
import type { VerdictTask } from "./verdict-thread.js";

/** What loads TypeScript in this thread does not reach into others on Node 20: run from source, all stays here. */
const IS_COMPILED = import.meta.url.endsWith(".js");

/**
 * Opens the teller of an estate in a thread that all estates of the process share: neither a check nor a derivation holds up who is asked
 * meanwhile.
 */
export function openVerdictTeller(settings: Settings): VerdictTeller {
  const { environment: _environment, queueUrl: _queueUrl, ...told } = settings;
  return IS_COMPILED ? tellInThread(told) : createVerdictTeller(told);
}

let shared: AskedThread<VerdictTask, unknown> | undefined;
let openers = 0;

function tellInThread(settings: TellingSettings): VerdictTeller {
  openers += 1;
  let closed = false;

  async function ask(task: Asked): Promise<unknown> {
    if (closed) throw broken("it was closed");
    shared ??= openAskedThread<VerdictTask, unknown>({
      start: () => new Worker(new URL("./verdict-thread.js", import.meta.url)),
      broken,
    });
    return await shared.ask({ ...task, settings });
  }

  return {
    tell: async (...given) => (await ask({ ask: "tell", given })) as ToldVerdict,
    runbook: async (...given) => (await ask({ ask: "runbook", given })) as RunbookReport,
    plan: async (...given) => (await ask({ ask: "plan", given })) as TellingPlan,
    engines: async () => (await ask({ ask: "engines", given: [] })) as Awaited<ReturnType<VerdictTeller["engines"]>>,
    async close() {
      if (closed) return;
      closed = true;
      openers -= 1;
      if (openers > 0) return;
      const last = shared;
      shared = undefined;
      await last?.close();
    },
  };
}

/** A task before it has its estate. */
type Asked = { [T in VerdictTask as T["ask"]]: Omit<T, "settings"> }[VerdictTask["ask"]];

function broken(why: string): LockstepError {
  return new LockstepError("bug", `Verdicts cannot be told: ${why}.`);
}

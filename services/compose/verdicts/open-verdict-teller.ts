import { Worker } from "node:worker_threads";
import type { RunbookReport } from "#schemas/runbook-report";
import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import type { TellingPlan, VerdictTeller } from "#services/ports/verdict-teller";
import { createVerdictTeller, type TellingSettings } from "./create-verdict-teller.js";
import type { VerdictTask, VerdictTaskAnswer } from "./verdict-thread.js";

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

let shared: TellingThread | undefined;
let openers = 0;

function tellInThread(settings: TellingSettings): VerdictTeller {
  openers += 1;
  let closed = false;

  /** A thread that broke is replaced by whatever is asked next. */
  function ask(task: Asked): Promise<unknown> {
    if (closed) throw broken("it was closed");
    if (shared?.hasEnded() !== false) shared = startThread();
    return shared.ask({ ...task, settings });
  }

  return {
    tell: async (...given) => (await ask({ ask: "tell", given })) as ToldVerdict,
    runbook: async (...given) => (await ask({ ask: "runbook", given })) as RunbookReport,
    plan: async (...given) => (await ask({ ask: "plan", given })) as TellingPlan,
    engines: async () => (await ask({ ask: "engines", given: [] })) as readonly string[] | undefined,
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

/** A task before it has its number and its estate. */
type Asked = { [T in VerdictTask as T["ask"]]: Omit<T, "id" | "settings"> }[VerdictTask["ask"]];

interface TellingThread {
  ask(task: Asked & Pick<VerdictTask, "settings">): Promise<unknown>;
  hasEnded(): boolean;
  close(): Promise<void>;
}

function startThread(): TellingThread {
  const worker = new Worker(new URL("./verdict-thread.js", import.meta.url));
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let ended = false;

  function end(): void {
    ended = true;
    for (const { reject } of waiting.values()) reject(broken("its thread ended"));
    waiting.clear();
  }

  worker.once("error", end).once("exit", end);
  worker.on("message", (answer: VerdictTaskAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("answer" in answer) asked?.resolve(answer.answer);
    else asked?.reject(new LockstepError(answer.code, answer.message));
  });
  return {
    hasEnded: () => ended,
    ask(task) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // Whoever waits for an answer is a reason for the process to go on; the thread by itself is none.
        worker.ref();
        worker.postMessage({ id, ...task });
      });
    },
    close: async () => void (await worker.terminate()),
  };
}

function broken(why: string): LockstepError {
  return new LockstepError("bug", `Verdicts cannot be told: ${why}.`);
}

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type WrittenExport, writeDownExport } from "#services/core/artefact/write-down-export";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import type { ExportWriter } from "#services/ports/export-writer";
import type { WritingAnswer, WritingTask } from "./export-thread.js";
import { productNamed } from "./products.js";

/** One for each node of a pair: a node's items come one after the other. */
const THREADS = 2;

/** So many items are parsed sooner here than a thread has started. */
const FEW_ITEMS = 50;

/** What loads TypeScript in this thread does not reach into others on Node 20: run from source, all stays here. */
const IS_COMPILED = import.meta.url.endsWith(".js");

/** What is shorter is parsed sooner than it is handed over. */
const SHORT_BYTES = 16 * 1024;

/**
 * Writes short items and the first long ones down in this thread and, where many follow, the others in threads of their own, so
 * that the network and git go on meanwhile. A task waits for a free thread, so that memory holds a few items and never a list of them.
 */
export function openExportWriter(mask: Mask, maskKeyFile: string): ExportWriter {
  let longItems = 0;
  const threads = new Set<WritingThread>();
  const free: WritingThread[] = [];
  const waiting: ((thread: WritingThread) => void)[] = [];

  async function takeThread(): Promise<WritingThread> {
    const idle = free.pop();
    if (idle !== undefined) return idle;
    if (threads.size >= THREADS) return await new Promise((resolve) => waiting.push(resolve));
    return addThread();
  }

  function addThread(): WritingThread {
    const started = startThread(maskKeyFile);
    threads.add(started);
    return started;
  }

  /** A thread that broke answers nobody any more: whoever waits gets a new one. */
  function giveBack(thread: WritingThread): void {
    if (thread.hasEnded()) threads.delete(thread);
    const next = waiting.shift();
    if (next !== undefined) next(thread.hasEnded() ? addThread() : thread);
    else if (!thread.hasEnded()) free.push(thread);
  }

  return {
    async write(item, rules) {
      if (item.bytes.length >= SHORT_BYTES) longItems += 1;
      if (!IS_COMPILED || item.bytes.length < SHORT_BYTES || longItems <= FEW_ITEMS) {
        const { storeMessageTemplates, product } = rules;
        const { dialect } = productNamed(product);
        return writeDownExport(item, { dialect, mask, storeMessageTemplates, scope: "server" });
      }
      const thread = await takeThread();
      try {
        return await thread.write({ item: withOwnBytes(item), rules });
      } finally {
        giveBack(thread);
      }
    },
    async close() {
      await Promise.all([...threads].map((thread) => thread.close()));
    },
  };
}

/** An item is cut from a larger piece, all of which would be copied to the thread. */
function withOwnBytes(item: ExportItem): ExportItem {
  return { ...item, bytes: new Uint8Array(item.bytes) };
}

interface WritingThread {
  write(task: WritingTask): Promise<WrittenExport>;
  hasEnded(): boolean;
  close(): Promise<void>;
}

function startThread(maskKeyFile: string): WritingThread {
  const worker = new Worker(new URL("./export-thread.js", import.meta.url), { workerData: { maskKeyFile } });
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  worker.once("error", end).once("exit", end);
  return {
    hasEnded: () => ended,
    async write(task) {
      const answered = once(worker, "message");
      worker.postMessage(task, [task.item.bytes.buffer as ArrayBuffer]);
      const [answer] = (await answered) as [WritingAnswer];
      if ("written" in answer) return answer.written;
      throw new LockstepError(answer.code, answer.message, { details: answer.details, remedy: answer.ownRemedy });
    },
    async close() {
      await worker.terminate();
    },
  };
}

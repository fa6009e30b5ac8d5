import { parentPort, workerData } from "node:worker_threads";
import { type WrittenExport, writeDownExport } from "#services/core/artefact/write-down-export";
import type { ExportItem } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import type { WritingRules } from "#services/ports/export-writer";
import { readMask } from "#services/stores/keys/mask-key";
import { productNamed } from "./products.js";

/** What the thread is asked. */
export interface WritingTask {
  readonly item: ExportItem;
  readonly rules: WritingRules;
}

/** What it answers; an error loses its class on the way between threads. */
export type WritingAnswer =
  | { readonly written: WrittenExport }
  | Pick<LockstepError, "code" | "message" | "details" | "ownRemedy">;

const { maskKeyFile } = workerData as { readonly maskKeyFile: string };
const mask = await readMask(maskKeyFile);

parentPort?.on("message", (task: WritingTask) => {
  const answer = answerTask(task);
  parentPort?.postMessage(answer, "written" in answer ? buffersOf(answer.written) : []);
});

function answerTask({ item, rules }: WritingTask): WritingAnswer {
  const { product, storeMessageTemplates } = rules;
  try {
    const { dialect } = productNamed(product);
    return { written: writeDownExport(item, { dialect, mask, storeMessageTemplates, scope: "server" }) };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    const { code, message, details, ownRemedy } = error;
    return { code, message, details, ownRemedy };
  }
}

/** Given away instead of copied. */
function buffersOf({ artefacts }: WrittenExport): ArrayBuffer[] {
  const buffers = artefacts.flatMap(({ files }) => files.map(({ bytes }) => bytes.buffer));
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

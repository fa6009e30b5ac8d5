import { createHash, randomUUID } from "node:crypto";
import { JobRequest } from "#schemas/job-request";
import { formOf } from "#services/core/form-of";
import type { JobOptions } from "#services/ports/job-queue";

/** What lies in the queue: the request, and what is needed to know it again. */
export interface JobEnvelope {
  readonly key: string;
  readonly request: JobRequest;
  readonly deadlineMs: number;
  /** Tells this adding from every other of the same key. */
  readonly added: string;
}

const DEFAULT_DEADLINE_MS = 3_600_000;

const isRequest = formOf<JobRequest>(JobRequest);

/** Puts a request into its envelope. */
export function sealEnvelope(request: JobRequest, options: Pick<JobOptions, "key" | "deadlineMs">): JobEnvelope {
  return { key: options.key, request, deadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS, added: randomUUID() };
}

/** Reads what arrived; `undefined` where it holds no request, whoever wrote it. */
export function openEnvelope(data: unknown): JobEnvelope | undefined {
  if (!isEnvelope(data)) return undefined;
  return isRequest(data.request) ? data : undefined;
}

/** The id of a job: the same for the same key, and free of the colon that BullMQ keeps for itself. */
export function idOfKey(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 40);
}

function isEnvelope(data: unknown): data is JobEnvelope {
  if (typeof data !== "object" || data === null) return false;
  if (!("key" in data && "request" in data && "deadlineMs" in data && "added" in data)) return false;
  return typeof data.key === "string" && typeof data.deadlineMs === "number" && typeof data.added === "string";
}

import type { ErrorRequestHandler } from "express";
import { LockstepError } from "#services/core/errors";
import type { HttpContext } from "./http-context.js";
import { type RefusalStatus, sendProblem } from "./send-problem.js";

const TAKEN_BACK: ReadonlySet<number> = new Set<RefusalStatus>([400, 413, 415]);

/** Answers what was thrown on the way: no stack, no message, no word of what was sent. */
export function answerFailure({ logger }: Pick<HttpContext, "logger">): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) logger.error("request failed", { requestId: response.get("X-Request-Id"), error });
    return sendProblem(response, status);
  };
}

/** Express and its body reader give what the sender did wrong a status of 4xx. */
function statusOf(error: unknown): RefusalStatus {
  // What can be tried again is not broken here: the store is busy, the queue or a machine beyond is away.
  if (error instanceof LockstepError) return error.retryable ? 503 : 500;
  const status: unknown = error instanceof Error && "status" in error ? error.status : undefined;
  if (typeof status !== "number" || status < 400 || status > 499) return 500;
  return TAKEN_BACK.has(status) ? (status as RefusalStatus) : 400;
}

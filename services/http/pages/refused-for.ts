import type { ErrorCode, LockstepError } from "#services/core/errors";
import { type Refusal, refuse } from "../answer.js";
import type { RefusalStatus } from "../send-problem.js";

/** Tells on a page why something was not done, in the words of the error: it names what the reader asked for, and no secret. */
export function refusedFor(error: LockstepError): Refusal {
  const { code, message, remedy } = error;
  return refuse(STATUSES.get(code) ?? 422, { code, detail: `${message} ${remedy}` });
}

const STATUSES: ReadonlyMap<ErrorCode, RefusalStatus> = new Map<ErrorCode, RefusalStatus>([
  ["proposal-stale", 409],
  ["proposal-unknown", 404],
  ["selector-unknown", 404],
  ["queue-unavailable", 503],
]);

import type { ErrorCode, LockstepError } from "#services/core/errors";
import { type Refusal, refuse } from "../answer.js";
import type { RefusalStatus } from "../send-problem.js";

/** Tells on a page why something was not done, in the words of the error: it names what the reader asked for, and no secret. */
export function refusedFor(error: LockstepError): Refusal {
  const { code, message, remedy } = error;
  if (code === "proposal-stale") return refuse(409, { code, ...STALE });
  return refuse(STATUSES.get(code) ?? 422, { code, detail: message, remedy });
}

/** What the error says is for the command line. */
const STALE = {
  detail: "Nothing was decided: the changes are others by now than those that stood on the page.",
  remedy: "Go back, load the page again, and look at what stands there now.",
} as const;

const STATUSES: ReadonlyMap<ErrorCode, RefusalStatus> = new Map<ErrorCode, RefusalStatus>([
  ["proposal-unknown", 404],
  ["selector-unknown", 404],
  ["queue-unavailable", 503],
]);

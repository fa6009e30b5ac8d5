import type { ErrorCode, LockstepError } from "#services/core/errors";
import { type Refusal, refuse } from "../answer.js";
import type { RefusalStatus } from "../send-problem.js";

const STATUSES: Partial<Record<ErrorCode, RefusalStatus>> = {
  "upload-refused": 422,
  "upload-forged": 403,
  "upload-older": 409,
  "collector-unknown": 403,
  "collector-outdated": 422,
  "collector-clock": 422,
  "mask-key-differs": 422,
};

/**
 * Refuses a collector with the code by which it knows what to do: these words are ours, and hold nothing that was sent. Whatever else is wrong is wrong
 * here, and may be right again when it asks the next time.
 */
export function refusalFor({ code, message }: LockstepError): Refusal {
  const status = STATUSES[code];
  if (status !== undefined) return refuse(status, { code, detail: message });
  return refuse(503, { code, detail: "The service cannot keep it now; it says why in its log." });
}

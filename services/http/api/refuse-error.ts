import type { ErrorCode, LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { ViewFault } from "#services/ports/estate-views";
import { type Refusal, refuse } from "../answer.js";
import type { RefusalStatus } from "../send-problem.js";

const STATUSES: Partial<Record<ErrorCode, RefusalStatus>> = {
  "selector-unknown": 404,
  "proposal-unknown": 404,
  "proposal-stale": 409,
  "store-conflict": 409,
  "decision-refused": 422,
  "ticket-unknown": 422,
  "digest-mismatch": 409,
  usage: 422,
  "control-unknown": 422,
};

const MAX_CHARACTERS = 1000;

/** Refuses what a use case could not do, with its code; what is wrong with the store or the queue may be right again later. */
export function refuseError({ code, message, remedy }: Pick<LockstepError, "code" | "message" | "remedy">): Refusal {
  const words = { detail: shown(message), remedy: shown(remedy) };
  return refuse(STATUSES[code] ?? 503, { code, ...words });
}

/** The same of what a view could not read. */
export function refuseFault({ code, message, remedy }: ViewFault): Refusal {
  return refuseError({ code: code as ErrorCode, message, remedy });
}

function shown(text: string): string {
  return escapeText(text).slice(0, MAX_CHARACTERS);
}

import { CONFIGURATION_ERRORS } from "./errors/configuration-errors.js";
import type { ErrorFamily } from "./errors/error-kind.js";
import { INTERNAL_ERRORS } from "./errors/internal-errors.js";
import { UPSTREAM_ERRORS } from "./errors/upstream-errors.js";

/** Every error code of Lockstep, by who must act. `docs/errors.md` is generated from it. */
export const ERROR_KINDS = { ...CONFIGURATION_ERRORS, ...UPSTREAM_ERRORS, ...INTERNAL_ERRORS };

export type ErrorCode = keyof typeof ERROR_KINDS;

/** What the registry says to do about a code; of a code that it does not know, what it says of a fault of ours. */
export function remedyOfCode(code: string): string {
  return Object.hasOwn(ERROR_KINDS, code) ? ERROR_KINDS[code as ErrorCode].remedy : ERROR_KINDS.bug.remedy;
}

/**
 * An error that a person can act on: what happened, with what, and what to do.
 * The message must never hold a secret, patient data or unescaped text from an engine.
 */
export class LockstepError extends Error {
  override readonly name = "LockstepError";
  readonly code: ErrorCode;
  /** Plain facts for logs; never secrets. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** What to do about this one, where that is not what the registry says of its code; `undefined` where it is. */
  readonly ownRemedy: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, string | number | boolean>; cause?: unknown; remedy?: string | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.ownRemedy = options.remedy;
  }

  get family(): ErrorFamily {
    return ERROR_KINDS[this.code].family;
  }

  get retryable(): boolean {
    return ERROR_KINDS[this.code].retryable;
  }

  get remedy(): string {
    return this.ownRemedy ?? ERROR_KINDS[this.code].remedy;
  }
}

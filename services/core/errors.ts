import { CONFIGURATION_ERRORS } from "./errors/configuration-errors.js";
import type { ErrorFamily } from "./errors/error-kind.js";
import { INTERNAL_ERRORS } from "./errors/internal-errors.js";
import { UPSTREAM_ERRORS } from "./errors/upstream-errors.js";

/** Every error code of Lockstep, by who must act. `docs/errors.md` is generated from it. */
export const ERROR_KINDS = { ...CONFIGURATION_ERRORS, ...UPSTREAM_ERRORS, ...INTERNAL_ERRORS };

export type ErrorCode = keyof typeof ERROR_KINDS;

/**
 * An error that a person can act on: what happened, with what, and what to do.
 * The message must never hold a secret, patient data or unescaped text from an engine.
 */
export class LockstepError extends Error {
  override readonly name = "LockstepError";
  readonly code: ErrorCode;
  /** Plain facts for logs; never secrets. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, string | number | boolean>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  get family(): ErrorFamily {
    return ERROR_KINDS[this.code].family;
  }

  get retryable(): boolean {
    return ERROR_KINDS[this.code].retryable;
  }

  get remedy(): string {
    return ERROR_KINDS[this.code].remedy;
  }
}

import { type ErrorCode, LockstepError } from "#services/core/errors";

/** Failures of one source that leave the others readable; any other failure ends the read. */
const FAILURES_OF_ONE_SOURCE: readonly ErrorCode[] = [
  "answer-truncated",
  "answer-unexpected",
  "answer-too-large",
  "export-malformed",
  "rights-narrowed",
];

/** Says whether what went wrong concerns the one answer alone. */
export function isFailureOfOneSource(error: unknown): error is LockstepError {
  return error instanceof LockstepError && FAILURES_OF_ONE_SOURCE.includes(error.code);
}

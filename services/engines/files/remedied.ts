import { LockstepError } from "#services/core/errors";
import { remedyFor, type SourceWay } from "./source-remedies.js";

/** The same error with the remedy of a way. */
export function remedied(error: unknown, way: SourceWay): unknown {
  if (!(error instanceof LockstepError) || error.ownRemedy !== undefined) return error;
  const remedy = remedyFor(way, error.code);
  if (remedy === undefined) return error;
  const { code, message, details } = error;
  return new LockstepError(code, message, { details, remedy, cause: error });
}

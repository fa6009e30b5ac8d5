import type { ErrorCode } from "#services/core/errors";

/** Why the instance refused to tell something. */
export interface Refused {
  readonly refused: { readonly code: ErrorCode; readonly message: string };
  /** What a query named and the instance's version does not have, where that is the reason. */
  readonly lacks?: "table" | "column";
}

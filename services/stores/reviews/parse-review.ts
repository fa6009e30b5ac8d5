import { KeptReview } from "#schemas/kept-review";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";

const isReview = formOf<KeptReview>(KeptReview);

/** Reads one file of the branch `reviews`. @throws LockstepError `store-unsound` */
export function parseReview(bytes: Uint8Array, path: string): KeptReview {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (isReview(value) && path === reviewPath(value.number)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LockstepError("store-unsound", `${path} on the branch reviews holds what is no review of its number`);
}

/** A review as it is stored: a line for each property, so that a person can read the branch. */
export function printReview(review: KeptReview): Uint8Array {
  return Buffer.from(`${JSON.stringify(review, null, 2)}\n`);
}

/** Where a review lies. */
export function reviewPath(number: number): string {
  return `${number}.json`;
}

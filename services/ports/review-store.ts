import type { KeptReview } from "#schemas/kept-review";

/** What a new review says. */
export interface NewReview extends Pick<KeptReview, "branch" | "base" | "title" | "body" | "labels" | "author"> {
  readonly at: string;
}

/** Where reviews are kept for an estate without a Git host: beside what they are about. */
export interface ReviewStore {
  /** Where it is, as git reaches it. */
  readonly location: string;
  /** All of them, by number. Of those that are open `head` is the newest commit of the branch. @throws LockstepError `store-unsound` */
  list(): Promise<readonly KeptReview[]>;
  find(number: number): Promise<KeptReview | undefined>;
  /** Keeps a review under the next number; where an open one of the branch stands, gives that one as it is. */
  add(review: NewReview): Promise<KeptReview>;
  /**
   * Changes a review. The edit is made anew on what stands there where somebody else came first, so that nobody's word is lost;
   * giving back what came in changes nothing.
   *
   * @throws LockstepError `proposal-unknown`, `store-conflict`, and whatever the edit throws
   */
  change(number: number, at: string, edit: (review: KeptReview) => KeptReview): Promise<KeptReview>;
}

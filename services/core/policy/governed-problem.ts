/** One thing wrong in a governed file: where, with what, and what to do. */
export interface GovernedProblem {
  readonly file: string;
  /** Path inside the file, `/` for the whole. */
  readonly path: string;
  /** What people call the entry it stands in, for example `nifi/nifi-a`. */
  readonly about?: string;
  readonly message: string;
  readonly remedy: string;
}

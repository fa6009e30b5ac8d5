/** Where the store stood at one look: equal marks, and nothing was written that a verdict rests on. Plain data. */
export interface StoreMarks {
  /** Branch → commit, of every branch that a verdict rests on. */
  readonly branches: Readonly<Record<string, string>>;
  /** What this machine remembers of the ledger outside Git. */
  readonly ledgerMark: string;
}

/** What lies between two commits of a branch. */
export interface StoreSpan {
  readonly older: string;
  readonly newer: string;
}

/** Looks cheaply whether the store moved. */
export interface StoreWatch {
  /** @throws LockstepError `store-unsound`, `estate-not-found` */
  read(): Promise<StoreMarks>;
  /** Whether the newer commit was made on top of the older: nothing was taken away. */
  isGrowth(span: StoreSpan): Promise<boolean>;
  /** The paths of all files that differ. */
  changedPaths(span: StoreSpan): Promise<readonly string[]>;
  /** How many commits the newer one has on top. */
  countCommits(span: StoreSpan): Promise<number>;
}

/** An opinion as a forge holds it. */
export interface Opinion {
  readonly account: string;
  readonly says: "approved" | "changes-requested" | "commented" | "dismissed";
  /** The commit it was given for; `null` where the forge does not tell. */
  readonly commit: string | null;
  readonly at: string;
  readonly text: string;
}

/** One word for an account: on every forge its case does not count. */
export function foldAccount(account: string): string {
  return account.normalize("NFC").toLowerCase();
}

/**
 * The opinion that each account stands by, by folded account: its last one that says anything.
 *
 * @param opinions the oldest first
 */
export function standingOpinions<T extends Pick<Opinion, "account" | "says">>(
  opinions: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(
    opinions.filter(({ says }) => says !== "commented").map((opinion) => [foldAccount(opinion.account), opinion]),
  );
}

import type { AccessOutcome } from "#schemas/access-review";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/** A review of who may do what, as it stands on record. */
export interface RecordedReview {
  readonly record: number;
  readonly at: string;
  readonly by: string;
  readonly digest: string;
  /** `null`: recorded before outcomes were. */
  readonly outcome: AccessOutcome | null;
  readonly note: string | null;
  /** The commit of `main` that was shown. */
  readonly commit: string;
}

/** Finds the newest review, or the newest before a record. */
export async function findLastReview(
  ledger: Pick<Ledger, "records">,
  before?: number,
): Promise<RecordedReview | undefined> {
  const filter = { type: "access-reviewed", limit: 1, ...(before === undefined ? {} : { before }) } as const;
  for await (const record of ledger.records(filter)) return reviewOf(record);
  return undefined;
}

function reviewOf({ seq, at, actor, body }: LedgerRecord): RecordedReview {
  const { digest, commit, outcome, note } = body;
  return {
    ...{ record: seq, at, by: actor, digest: String(digest), commit: String(commit) },
    outcome: outcome === "confirmed" || outcome === "changes-wanted" ? outcome : null,
    note: typeof note === "string" ? note : null,
  };
}

/** Since when the time to the next review counts: the last one, or where nobody reviewed it yet the making of the estate. */
export async function reviewCountsFrom(
  last: Pick<RecordedReview, "at"> | undefined,
  ledger: Pick<Ledger, "records">,
): Promise<string | undefined> {
  if (last !== undefined) return last.at;
  for await (const { at } of ledger.records({ type: "estate-created", limit: 1 })) return at;
  return undefined;
}

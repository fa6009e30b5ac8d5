import type { LedgerRecord } from "#schemas/ledger-record";
import type { StandingNotice } from "#schemas/notices-report";

/** What people were told and what they say to it. */
export interface NoticeDesk {
  /** What was told and stands. */
  standing(): Promise<readonly StandingNotice[]>;
  /** Records that a person has seen it; no verdict is another by that. @throws LockstepError `selector-unknown`, `usage` */
  seen(seeing: { readonly record?: number | undefined; readonly by: string }): Promise<LedgerRecord>;
}

import type { LedgerRecord } from "#schemas/ledger-record";
import type { NoticeRecord } from "#schemas/notice-record";
import { type RecordedNotice, recallNotices, type ToldMemory } from "#services/core/notices/recall-notices";
import type { Ledger } from "#services/ports/estate-repository";

/** What was told before, by whichever service: every record since all of it was last summed up. */
export async function readTold(ledger: Pick<Ledger, "records">): Promise<ToldMemory> {
  const records: RecordedNotice[] = [];
  let summedUpTo = -1;
  for await (const record of ledger.records({ type: "notice-sent" })) {
    if (record.seq <= summedUpTo) break;
    const recorded = noticeOf(record);
    records.push(recorded);
    if (recorded.body.act === "summed-up") summedUpTo = Math.max(summedUpTo, recorded.body.upTo);
  }
  return recallNotices(records);
}

/** Records of this type are written here alone, and the chain guards them. */
function noticeOf({ seq, at, actor, body }: LedgerRecord): RecordedNotice {
  return { seq, at, actor, body: body as NoticeRecord };
}

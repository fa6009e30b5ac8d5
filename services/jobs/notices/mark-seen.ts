import type { LedgerRecord } from "#schemas/ledger-record";
import type { NoticeRecord, ToldMatter } from "#schemas/notice-record";
import { LockstepError } from "#services/core/errors";
import { numberOf, seenAs } from "#services/core/notices/recall-notices";
import { assertSomebody } from "#services/core/people/assert-somebody";
import type { NoticeContext } from "./notice-context.js";
import { readTold } from "./read-told.js";

/** Who has seen what. */
export interface Seeing {
  /** The number of the ledger record that the message names; left out: everything that stands. */
  readonly record?: number | undefined;
  /** The person's name. */
  readonly by: string;
}

/** Records that a person has seen a notice: nobody else is told because of it, and no verdict is another. @throws LockstepError `selector-unknown`, `usage` */
export async function markSeen(
  { record, by }: Seeing,
  { ledger, now }: Pick<NoticeContext, "ledger" | "now">,
): Promise<LedgerRecord> {
  assertSomebody("name of who has seen it", by);
  const matters = await standingOf(record, ledger);
  if (matters.length === 0) {
    const what = record === undefined ? "No notice stands" : `No notice of record ${record} stands`;
    throw new LockstepError("selector-unknown", `${what}: it has ended, or its number is another.`, {
      remedy: "'lockstep notices' lists what stands, each with its number first.",
    });
  }
  const body = { act: "seen", matters: matters.map(({ key, state }) => ({ key, state })) };
  return await ledger.append({ type: "notice-sent", actor: by, at: now().toISOString(), body });
}

/** What stands, and of it what a number names: that of its first record, or of any message about it since, taken or not. */
async function standingOf(record: number | undefined, ledger: NoticeContext["ledger"]): Promise<readonly ToldMatter[]> {
  const { entries } = await readTold(ledger);
  const urgent = [...entries.values()].filter(({ matter }) => matter.isUrgent);
  const claimed = record === undefined ? NOTHING : await claimedBy(record, ledger);
  const meant = urgent.filter((entry) => {
    const first = numberOf(entry);
    const { key, state } = entry.matter;
    return record === undefined || first === record || (first < record && claimed.has(seenAs(key, state)));
  });
  return [...new Map(meant.map(({ matter }) => [seenAs(matter.key, matter.state), matter])).values()];
}

const NOTHING: ReadonlySet<string> = new Set();

async function claimedBy(record: number, ledger: NoticeContext["ledger"]): Promise<ReadonlySet<string>> {
  for await (const { seq, body } of ledger.records({ type: "notice-sent", before: record + 1, limit: 1 })) {
    // Records of this type are written here alone, and the chain guards them.
    const notice = body as NoticeRecord;
    if (seq !== record || notice.act !== "claimed") return NOTHING;
    return new Set(notice.matters.map(({ key, state }) => seenAs(key, state)));
  }
  return NOTHING;
}

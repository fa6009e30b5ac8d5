import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import type { ToldMemory } from "#services/core/notices/recall-notices";
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
  const matters = standingIn(await readTold(ledger), record);
  if (matters.length === 0) {
    const what = record === undefined ? "No notice stands" : `No notice of record ${record} stands`;
    throw new LockstepError("selector-unknown", `${what}; 'lockstep notices' lists those that do.`);
  }
  const body = { act: "seen", matters: matters.map(({ key, state }) => ({ key, state })) };
  return await ledger.append({ type: "notice-sent", actor: by, at: now().toISOString(), body });
}

function standingIn({ entries }: ToldMemory, record: number | undefined) {
  const meant = [...entries.values()].filter(
    ({ claim, state, matter }) => matter.isUrgent && state === "sent" && (record === undefined || claim === record),
  );
  return [...new Map(meant.map(({ matter }) => [matter.key, matter])).values()];
}

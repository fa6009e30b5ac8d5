import type { StandingAction } from "#schemas/action";
import type { LedgerRecord } from "#schemas/ledger-record";
import { standingActions } from "#services/core/action/standing-actions";
import type { Ledger } from "#services/ports/estate-repository";

/** Reads the actions of an estate as they stand at an instant: what is due first, first. */
export async function actionsOnRecord(ledger: Pick<Ledger, "records">, at: string): Promise<readonly StandingAction[]> {
  const records: LedgerRecord[] = [];
  for (const type of ["action-raised", "action-closed"] as const) {
    for await (const record of ledger.records({ type })) records.push(record);
  }
  return standingActions(records, at);
}

import type { Problem } from "#services/core/doubt-reasons";
import type { Ledger } from "#services/ports/estate-repository";

/** A verdict that stands on a broken record is none: the chain is walked before each run. */
export async function checkLedger(ledger: Ledger): Promise<Problem[]> {
  const state = await ledger.verify();
  return state.sound ? [] : [{ code: "ledger-broken", message: `The ledger does not verify: ${state.problem}` }];
}

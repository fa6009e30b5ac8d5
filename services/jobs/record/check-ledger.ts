import type { Problem } from "#services/core/readiness/readiness-input";
import type { Ledger } from "#services/ports/estate-repository";

/** A verdict that stands on a broken record is none: the record is asked for its faults before each run. */
export async function checkLedger(ledger: Ledger): Promise<Problem[]> {
  const fault = await ledger.findHeadFault();
  return fault === undefined ? [] : [{ code: fault.code, message: `The ledger cannot be trusted: ${fault.problem}.` }];
}

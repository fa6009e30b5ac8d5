import { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";

const isRecord = formOf<LedgerRecord>(LedgerRecord);

/** Reads one line of the ledger. @throws LockstepError `ledger-broken` with the place */
export function parseRecord(line: string, place: string): LedgerRecord {
  const record = findRecord(line);
  if (record !== undefined) return record;
  throw new LockstepError("ledger-broken", `${place} is not a record`);
}

/** Reads one line; `undefined` where it is no record. */
export function findRecord(line: string): LedgerRecord | undefined {
  const value = parseJson(line);
  return isRecord(value) ? value : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

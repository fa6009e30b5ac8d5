import { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";

const isRecord = formOf<LedgerRecord>(LedgerRecord);

/** Reads one line of the ledger. @throws LockstepError `ledger-broken` with the place */
export function parseRecord(line: string, place: string): LedgerRecord {
  const value = parseJson(line);
  if (isRecord(value)) return value;
  throw new LockstepError("ledger-broken", `${place} is not a record`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

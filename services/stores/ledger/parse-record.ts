import { Ajv } from "ajv";
import { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";

const isRecord = new Ajv({ strict: false }).compile<LedgerRecord>(LedgerRecord);

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

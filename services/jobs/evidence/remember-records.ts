import type { LedgerRecord } from "#schemas/ledger-record";
import type { Ledger } from "#services/ports/estate-repository";

/** Kinds that are few and small, and that every verdict asks for. */
const REMEMBERED: ReadonlySet<LedgerRecord["type"]> = new Set(["baseline-adopted", "reader-changed", "override"]);

/** Makes a ledger that reads records of a kind once and gives them again: many verdicts are derived one after the other. */
export function rememberRecords(ledger: Ledger): Ledger {
  const known = new Map<LedgerRecord["type"], Promise<readonly LedgerRecord[]>>();

  async function* remembered(type: LedgerRecord["type"]): AsyncIterable<LedgerRecord> {
    const records = known.get(type) ?? readAll(ledger, type);
    known.set(type, records);
    yield* await records;
  }

  return {
    ...ledger,
    records(filter = {}) {
      const { type, ...others } = filter;
      const isWhole = type !== undefined && Object.keys(others).length === 0;
      return isWhole && REMEMBERED.has(type) ? remembered(type) : ledger.records(filter);
    },
  };
}

async function readAll(ledger: Ledger, type: LedgerRecord["type"]): Promise<readonly LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for await (const record of ledger.records({ type })) records.push(record);
  return records;
}

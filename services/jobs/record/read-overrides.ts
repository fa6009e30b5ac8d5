import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun } from "#schemas/run";
import { type OverrideContext, type Overrides, resolveOverrides } from "#services/core/override/resolve-overrides";
import type { Ledger } from "#services/ports/estate-repository";

/** Reads the overrides of an engine that are in force at an instant, and those whose ticket is still to follow. */
export async function readOverrides(ledger: Pick<Ledger, "records">, context: OverrideContext): Promise<Overrides> {
  return resolveOverrides(await overrideRecords(ledger), context);
}

/** The same from the records that a run names, and from no other: what came later changes no recorded verdict. */
export async function reopenOverrides(
  { overrides = [], engineId, at }: Pick<EngineRun, "overrides" | "engineId" | "at">,
  ledger: Pick<Ledger, "records">,
  policy: OverrideContext["policy"],
): Promise<Overrides> {
  if (overrides.length === 0) return resolveOverrides([], { engineId, at, policy });
  const records = (await overrideRecords(ledger)).filter(({ hash }) => overrides.includes(hash));
  return resolveOverrides(records, { engineId, at, policy });
}

async function overrideRecords(ledger: Pick<Ledger, "records">): Promise<LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  for await (const record of ledger.records({ type: "override" })) records.push(record);
  return records;
}

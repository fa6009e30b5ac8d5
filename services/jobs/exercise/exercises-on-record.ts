import type { LedgerRecord } from "#schemas/ledger-record";
import { readExercises, type SealedExercise } from "#services/core/exercise/read-exercises";
import type { Ledger } from "#services/ports/estate-repository";

/** Reads the exercises of an estate, the newest first. */
export async function exercisesOnRecord(ledger: Pick<Ledger, "records">): Promise<readonly SealedExercise[]> {
  const records: LedgerRecord[] = [];
  for await (const record of ledger.records({ type: "exercise" })) records.push(record);
  return readExercises(records);
}

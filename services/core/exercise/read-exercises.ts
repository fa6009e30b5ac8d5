import { Ajv } from "ajv";
import { ExerciseBody, type RecordedExercise } from "#schemas/exercise";
import type { LedgerRecord } from "#schemas/ledger-record";

/** An exercise with the hash of the record that says it. */
export interface SealedExercise extends RecordedExercise {
  readonly hash: string;
}

const ajv = new Ajv({ strict: false });

/**
 * Reads the exercises on record, the newest first: of one that was recorded again, the last word. A record that cannot be read proves
 * nothing and is left out.
 */
export function readExercises(records: readonly LedgerRecord[]): readonly SealedExercise[] {
  const last = new Map<string, SealedExercise>();
  for (const { seq, hash, at, actor, type, body } of records.toSorted((a, b) => a.seq - b.seq)) {
    if (type !== "exercise" || !ajv.validate<ExerciseBody>(ExerciseBody, body)) continue;
    last.set(body.id, { record: seq, hash, at, by: actor, exercise: body });
  }
  return [...last.values()].sort((a, b) => b.record - a.record);
}

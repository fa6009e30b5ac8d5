import { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";

const isSnapshot = formOf<Snapshot>(Snapshot);

/** Checks what was read from the repository against the schema of a snapshot. @throws LockstepError `store-unsound` */
export function checkSnapshot(value: unknown, commit: string): Snapshot {
  if (isSnapshot(value)) return value;
  const where = isSnapshot.faults()[0]?.instancePath ?? "/";
  throw new LockstepError("store-unsound", `the snapshot ${commit} does not fit its schema at ${where || "/"}`);
}

import { Ajv } from "ajv";
import { Snapshot } from "#schemas/snapshot";
import { LockstepError } from "#services/core/errors";

const isSnapshot = new Ajv({ strict: false }).compile<Snapshot>(Snapshot);

/** Checks what was read from the repository against the schema of a snapshot. @throws LockstepError `store-unsound` */
export function checkSnapshot(value: unknown, commit: string): Snapshot {
  if (isSnapshot(value)) return value;
  const where = isSnapshot.errors?.[0]?.instancePath ?? "/";
  throw new LockstepError("store-unsound", `the snapshot ${commit} does not fit its schema at ${where || "/"}`);
}

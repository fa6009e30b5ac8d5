import { createHash } from "node:crypto";
import { LockstepError } from "#services/core/errors";

/** Where the facts of a ticket lie: `<instance>/<two hex digits>/<number>~<eight hex digits>.jsonl`, so that no folder grows large. */
export function factPath(instance: string, number: string): string {
  const digest = createHash("sha256").update(number).digest("hex");
  const readable = number.replace(/[^A-Za-z0-9-]+/g, "_").slice(0, 60);
  return `${instanceFolder(instance)}/${digest.slice(0, 2)}/${readable}~${digest.slice(0, 8)}.jsonl`;
}

/** @throws LockstepError `estate-invalid` where an id is not of the estate's form */
export function instanceFolder(instance: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(instance)) return instance;
  throw new LockstepError("estate-invalid", "a ticket system's id is lower-case letters, digits and hyphens");
}

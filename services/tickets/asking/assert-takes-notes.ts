import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";

/** Makes sure that estate.yaml lets notes be written to a ticket system. @throws LockstepError `bug` */
export function assertTakesNotes({ id, writeNotes }: Declared): void {
  if (writeNotes === true) return;
  throw new LockstepError("bug", `A note was to be written to ${id}, which estate.yaml does not allow.`);
}

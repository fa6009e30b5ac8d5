import { isNumber } from "#services/core/tickets/is-number";
import type { NoteOutcome, TicketNote } from "#services/ports/ticket-notes";
import type { TicketRequest } from "#services/ports/ticket-system";
import { assertTakesNotes } from "./assert-takes-notes.js";

/** What a make does for a note, once it asks. */
export interface NoteActs {
  /** All that stands on the ticket where notes stand, in any form that leaves words alone; `undefined`: there is no such ticket. */
  read(): Promise<unknown>;
  write(): Promise<unknown>;
}

/**
 * Puts a note on a ticket that does not bear its mark. Whoever was broken off after it was written finds it there.
 *
 * @throws LockstepError `bug` where the declaration allows no notes: then nothing is sent; whatever `within` throws
 */
export async function ensureOnce(
  { declared, mapping }: TicketRequest,
  { number, mark }: TicketNote,
  within: (act: (acts: NoteActs) => Promise<NoteOutcome>) => Promise<NoteOutcome>,
): Promise<NoteOutcome> {
  assertTakesNotes(declared);
  if (!isNumber(number, mapping)) return "no-ticket";
  return await within(async ({ read, write }) => {
    const found = await read();
    if (found === undefined) return "no-ticket";
    if (JSON.stringify(found).includes(mark)) return "there";
    await write();
    return "written";
  });
}

/** A text that is put on a ticket once. */
export interface TicketNote {
  /** The number that people know the ticket by. */
  readonly number: string;
  /** Lines of plain text without characters that cannot be seen; nothing in it may work as markup there. */
  readonly text: string;
  /** A word that stands in `text` and in no other note: what tells it among the notes of a ticket. */
  readonly mark: string;
}

/** `there`: it stood on the ticket already. `no-ticket`: the system says that it holds no such ticket. */
export type NoteOutcome = "written" | "there" | "no-ticket";

import type { TicketFact } from "#schemas/ticket-fact";

/** Where a ticket is kept. */
export interface TicketInstance {
  readonly system: string;
  /** Its id in `estate.yaml`. */
  readonly instance: string;
}

/** What is remembered of tickets up to one commit. */
export interface StoredTickets {
  /** `null`: nothing yet. */
  readonly commit: string | null;
  /** The facts of an instance, each ticket's oldest first, tickets by number. `numbers` left out: of all tickets. */
  facts(of: TicketInstance, numbers?: readonly string[]): Promise<readonly TicketFact[]>;
}

/**
 * What ticket systems answered, from the first sight of each ticket on: append-only, on the branch `tickets`, a file a ticket,
 * a line a fact. Of facts in a row that say the same the first and the last are kept.
 */
export interface TicketStore {
  /**
   * What is remembered up to a commit. Left out: up to the newest.
   *
   * @throws LockstepError `store-unsound` where the newest commit is not signed as Lockstep's own, or a fact does not read
   */
  open(commit?: string): Promise<StoredTickets>;
  /** Adds facts in one signed commit and gives it back; facts that say nothing new make none. Compare-and-swap, retried. */
  append(facts: readonly TicketFact[], at: string): Promise<string | null>;
}

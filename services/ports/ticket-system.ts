import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import type { Diagnosis } from "./connector.js";
import type { NoteOutcome, TicketNote } from "./ticket-notes.js";

/** What a look into a ticket system needs. */
export interface TicketRequest {
  readonly declared: Declared;
  readonly mapping: TicketMapping;
  /** From environment or file; never logged. */
  readonly password?: string;
  readonly signal?: AbortSignal;
  /** Deadline of the whole look in milliseconds. Default 2 minutes. */
  readonly timeoutMs?: number;
  /** Our clock. */
  readonly now: () => Date;
}

/** What a ticket system answered. Everything else is thrown: an answer is whole or there is none. */
export interface TicketAnswer {
  /** Every edit before this instant is in it; RFC 3339 UTC, by our clock, from before the first request. */
  readonly completeTo: string;
  /** See `projectFact`: nothing that the mapping does not name. */
  readonly facts: readonly TicketFact[];
  /** Numbers that were asked for and that the system says it does not hold, as they were asked for. */
  readonly gone: readonly string[];
  /** What a person should know of it, a sentence each. */
  readonly warnings: readonly string[];
}

/** What an instance has, and the mapping that follows from it. */
export interface TicketDiscovery {
  readonly mapping: TicketMapping;
  /** What could not be mapped, or was guessed: a sentence each, for the comments of the file. */
  readonly notes: readonly string[];
}

/** Asks the ticket systems of one make; sends only what stands on its list of read requests, but for a note that the estate allows. */
export interface TicketSystem {
  readonly system: string;
  /** Every request it may send, as `METHOD /path` patterns: the wire is held against it in tests. */
  readonly readRequests: readonly string[];
  /** What is sent for a note beside that, looking for it included; nothing of it without `writeNotes`. Empty: the make takes none. */
  readonly writeRequests: readonly string[];
  /**
   * Puts a note on a ticket, unless the ticket bears it already; left out where the make takes none. Nothing is sent where the
   * declaration does not allow notes (`bug`).
   *
   * @throws LockstepError of family upstream or configuration; then the note may or may not have been written
   */
  ensureNote?(request: TicketRequest, note: TicketNote): Promise<NoteOutcome>;
  /** What an entry in estate.yaml lacks or has too much for this make, each as one clause. */
  declarationProblems(declared: Declared): readonly string[];
  /**
   * Every ticket of the filter that was edited since; `null`: in the last `lookBackDays`. Edits of the last two minutes before
   * `since` are read again, since clocks differ.
   *
   * @throws LockstepError of family upstream or configuration
   */
  list(request: TicketRequest, since: string | null): Promise<TicketAnswer>;
  /**
   * Tickets by number, each read anew with all its parts. A number that does not fit the mapping's pattern whole is not sent,
   * and is `gone`. An answer that bears another number is `gone` too, with a warning.
   *
   * @throws LockstepError of family upstream or configuration
   */
  find(request: TicketRequest, numbers: readonly string[]): Promise<TicketAnswer>;
  /** Proposes a mapping from what the instance says of itself, beginning with that of the make. */
  discover(request: TicketRequest): Promise<TicketDiscovery>;
  /** Looks for each missing right, route, certificate and clock or zone fault. Never throws for what it finds. */
  diagnose(request: TicketRequest): Promise<readonly Diagnosis[]>;
}

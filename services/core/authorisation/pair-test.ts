import type { AuthorisationNote, AuthorisationVerdict, ContentMatch, Duty } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import type { ChangeFacts } from "./change-facts.js";
import type { ApprovalProof } from "./prove-approval.js";
import type { BearingSights } from "./sights-that-bear.js";
import type { Span } from "./spans.js";
import type { TicketRules } from "./ticket-rules.js";
import type { TicketTimeline } from "./ticket-timeline.js";
import type { TicketUse } from "./ticket-use.js";

/** One change, one ticket, and the rules: what every test is asked about. */
export interface Pair {
  readonly finding: Finding;
  readonly change: ChangeFacts;
  readonly ticket: TicketTimeline;
  readonly rules: TicketRules;
  readonly at: number;
  /** From when it was made until it took effect: as long as that its ticket has to hold. */
  readonly made: Span;
  /** When it took effect, or was made where the engine does not tell. */
  readonly effective: Span;
  readonly approval: ApprovalProof;
  /** How the ticket was when the change was made, as far as it is known. */
  readonly bearing: BearingSights;
  /** What all changes of the run use this ticket for. */
  readonly use: TicketUse;
  /** The reader in use; see `digestOfFinding`. */
  readonly dialect: string;
}

/** One test of a pair, ticked or crossed. A crossed test names its verdict; one that is ticked may have a note to know. */
export interface PairTest {
  readonly test: string;
  readonly facts: string;
  readonly failure: AuthorisationVerdict | null;
  readonly note?: AuthorisationNote;
  /** How the change lies to the content that was approved, where the test is about that. */
  readonly content?: ContentMatch;
  /** What somebody still has to do, where the test asks for it. */
  readonly duty?: Duty;
}

export function ticked(test: string, facts: string, note?: AuthorisationNote): PairTest {
  return { test, facts, failure: null, ...(note === undefined ? {} : { note }) };
}

export function crossed(test: string, failure: AuthorisationVerdict, facts: string): PairTest {
  return { test, facts, failure };
}

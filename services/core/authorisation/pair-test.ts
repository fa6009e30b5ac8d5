import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { Finding } from "#schemas/finding";
import type { PolicySettings } from "#schemas/policy";
import type { ChangeFacts } from "./change-facts.js";
import type { ApprovalProof } from "./prove-approval.js";
import type { Span } from "./spans.js";
import type { TicketTimeline } from "./ticket-timeline.js";

/** The rules that tickets are held against: the policy's settings and its change control, completed by defaults. */
export type TicketRules = ChangeControl &
  Pick<PolicySettings, "ticketGraceMinutes" | "maxTicketAgeMinutes" | "maxClockSkewSeconds"> & {
    /** What a ticket's channels are on this product: they name nothing else. */
    readonly interfaceKinds: readonly string[];
  };

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
  /** Whether this ticket covers another change of the same run that names it. */
  readonly coversOthers: boolean;
}

/** One test of a pair, ticked or crossed. A crossed test names its verdict; a note is ticked and says what to know. */
export interface PairTest {
  readonly test: string;
  readonly facts: string;
  readonly failure: AuthorisationVerdict | null;
}

export function ticked(test: string, facts: string): PairTest {
  return { test, facts, failure: null };
}

export function crossed(test: string, failure: AuthorisationVerdict, facts: string): PairTest {
  return { test, facts, failure };
}

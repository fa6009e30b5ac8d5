import canonicalize from "canonicalize";
import type { ReviewDecision } from "#schemas/review-decision";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { sha256 } from "../text/digest.js";
import { isNumber } from "../tickets/is-number.js";

/** For so many days a note that could not be written is tried again. */
export const NOTE_DAYS = 7;

/** A ticket system that notes may be written to. */
export interface NoteTaker {
  /** Its id in estate.yaml. */
  readonly id: string;
  /** `undefined`: none is in force, so that nobody knows which numbers are its own. */
  readonly mapping: TicketMapping | undefined;
}

/** A decision that its ticket was not told of yet. */
export interface PlannedNote {
  readonly decision: ReviewDecision;
  readonly decidedAt: string;
  readonly ticket: string;
  /** `decisionDigest` of it. */
  readonly digest: string;
  /** Whose numbers look like the ticket's; ids. */
  readonly systems: readonly string[];
}

/** What is known of decisions and of the notes on them. */
export interface NotesKnown {
  readonly decisions: readonly { readonly decision: ReviewDecision; readonly at: string }[];
  /** Digests of decisions whose note was written. */
  readonly noted: ReadonlySet<string>;
  readonly takers: readonly NoteTaker[];
  readonly at: string;
}

/** Which tickets are to be told of which decisions, the oldest first: each decision once, and none that is older than a week. */
export function planTicketNotes({ decisions, noted, takers, at }: NotesKnown): readonly PlannedNote[] {
  const since = Date.parse(at) - NOTE_DAYS * 86_400_000;
  const planned = new Map<string, PlannedNote>();
  for (const { decision, at: decidedAt } of decisions) {
    const { ticket } = decision;
    if (ticket === null || !(Date.parse(decidedAt) >= since)) continue;
    const digest = decisionDigest(decision);
    const systems = takers.filter(({ mapping }) => mapping !== undefined && isNumber(ticket, mapping));
    if (noted.has(digest) || systems.length === 0) continue;
    planned.set(digest, { decision, decidedAt, ticket, digest, systems: systems.map(({ id }) => id) });
  }
  return [...planned.values()].toSorted((a, b) => Date.parse(a.decidedAt) - Date.parse(b.decidedAt));
}

/** What tells a decision from every other, by its content: 64 hex digits. */
export function decisionDigest(decision: ReviewDecision): string {
  return sha256(canonicalize(decision) ?? "");
}

import type { Policy } from "#schemas/policy";
import { lookUpTicket } from "#services/core/authorisation/look-up-ticket";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";

export interface TicketDeskContext {
  /** What every declared source says of a number; none where none is declared. */
  readonly readTicket: (number: string) => Promise<readonly TicketReading[]>;
  readonly policy: Pick<Policy, "settings" | "changeControl">;
}

/** A ticket that a person named for a decision, and what they should know of it. */
export interface NamedTicket {
  /** As its system writes it; `null` where none was named. */
  readonly ticket: string | null;
  readonly ticketFound: boolean;
  /** In sentences. */
  readonly warnings: readonly string[];
}

/**
 * Looks up what a decision rests on while somebody is there to mend it: its record is for ever.
 *
 * @throws LockstepError `ticket-unknown`, `usage`
 */
export async function findNamedTicket(
  named: string | null,
  at: string,
  context: TicketDeskContext,
): Promise<NamedTicket> {
  if (named === null) return { ticket: null, ticketFound: false, warnings: [] };
  const lookup = lookUpTicket(named, await context.readTicket(named), context.policy, at);
  const shown = escapeText(JSON.stringify(named.slice(0, 80)));
  switch (lookup.state) {
    case "found": {
      const warnings = lookup.doubts.map((doubt) => `The ticket ${lookup.number} ${doubt}.`);
      return { ticket: lookup.number, ticketFound: true, warnings };
    }
    case "unasked": {
      const warning = `The ticket ${lookup.number} was not looked up: ${lookup.why.replace(/\.$/, "")}.`;
      return { ticket: lookup.number, ticketFound: false, warnings: [warning] };
    }
    case "unknown":
      throw new LockstepError("ticket-unknown", `The ticket system was read and holds no ticket ${shown}.`);
    case "malformed":
      throw new LockstepError(
        "usage",
        `${shown} is no change number by policy/change-control.yaml (referencePatterns).`,
      );
  }
}

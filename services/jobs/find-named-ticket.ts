import type { Policy } from "#schemas/policy";
import { lookUpTicket } from "#services/core/authorisation/look-up-ticket";
import { LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import type { TicketSource } from "#services/ports/ticket-source";

export interface TicketDeskContext {
  /** The ticket source that the estate declares, or `undefined`. */
  readonly ticketSource: TicketSource | undefined;
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
  const lookup = lookUpTicket(named, await context.ticketSource?.read(at), context.policy, at);
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

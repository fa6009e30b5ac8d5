import type { ChangeProposal } from "#schemas/change-proposal";
import type { Approver, ReviewDecision } from "#schemas/review-decision";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import { isApprovedAsMade } from "#services/core/review/is-approved-as-made";
import type { ProposalStore } from "#services/ports/proposal-store";

export interface TicketAdoption {
  readonly proposals: Pick<ProposalStore, "adopt">;
  readonly readTicket: (number: string) => Promise<readonly TicketReading[]>;
  readonly now: () => Date;
}

/** What was adopted without asking anybody again, or why it was not. */
export type AdoptedByTicket = { readonly adopted: true } | { readonly adopted: false; readonly why: string };

/**
 * Lets the baseline follow a change whose ticket was approved with its digest: the CAB has decided on this very content already.
 * The ticket is read once more, so that its approvers stand in the record; where it cannot be, a person is asked.
 */
export async function adoptByTicket(proposal: ChangeProposal, context: TicketAdoption): Promise<AdoptedByTicket> {
  if (!isApprovedAsMade(proposal) || proposal.ticket === null) return { adopted: false, why: "not approved as made" };
  const approvers = await findApprovers(proposal.ticket, context);
  if (approvers.length === 0) return { adopted: false, why: "the ticket names nobody who approved it" };
  const at = context.now().toISOString();
  try {
    const decision = decisionOf(proposal, proposal.ticket, approvers);
    await context.proposals.adopt({ proposal, decision, ticketFound: true, at });
    return { adopted: true };
  } catch (error) {
    if (error instanceof LockstepError && error.code === "proposal-stale")
      return { adopted: false, why: error.message };
    throw error;
  }
}

async function findApprovers(ticket: string, { readTicket }: TicketAdoption): Promise<readonly Approver[]> {
  const readings = await readTicket(ticket);
  const found = readings.flatMap((reading) => (reading.state === "read" ? reading.tickets : []));
  const approvals = found
    .filter(({ number }) => normaliseNumber(number) === normaliseNumber(ticket))
    .flatMap((each) => each.approvals);
  return approvals.flatMap(({ by, decision, at }) => {
    if (decision !== "approved" || by === null || by.trim() === "" || at === null) return [];
    return [{ account: by, name: by, at }];
  });
}

function decisionOf(proposal: ChangeProposal, ticket: string, approvers: readonly Approver[]): ReviewDecision {
  const { engineId, key, kind, digest, changes } = proposal;
  return {
    ...{ engineId, key, kind, digest, ticket },
    outcome: "adopted",
    changes: changes.map((change) => change.digest),
    forge: "ticket",
    number: null,
    url: null,
    commit: null,
    approvers: [...approvers],
    decidedBy: `ticket ${ticket}`,
    reason: "The ticket was approved with the digest of this very change.",
  };
}

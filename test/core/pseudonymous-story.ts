import type { ChangeControl } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import { isShared } from "#services/core/authorisation/known-people";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { pseudonymOf } from "#services/core/people/pseudonym-of";
import type { Story } from "./ticket-story.js";

const KEY = Buffer.alloc(32, 7);

/** A pseudonym under a key of the tests. */
export function personOf(name: string, part = "actor"): string {
  return pseudonymOf(name, KEY, part);
}

/** The same story with a pseudonym for every name in it, of whoever acted, in tickets and in policy. */
export function withPseudonyms(story: Story): Story {
  const { change, changes, tickets, readings, earlier, control, ...rest } = story;
  const actors = [...(changes ?? []), ...(change === undefined ? [] : [change])].flatMap((one) => one.actors);
  return {
    ...rest,
    ...(change === undefined ? {} : { change: changeOf(change) }),
    ...(changes === undefined ? {} : { changes: changes.map(changeOf) }),
    ...(tickets === undefined ? {} : { tickets: tickets.map(ticketOf) }),
    ...(readings === undefined ? {} : { readings: readings.map(readingOf) }),
    ...(earlier === undefined ? {} : { earlier: earlier.map(ticketOf) }),
    control: controlOf({ ...DEFAULT_CHANGE_CONTROL, ...control }, actors),
  };
}

function changeOf(change: ChangeFacts): ChangeFacts {
  return { ...change, actors: change.actors.map((actor) => personOf(actor)) };
}

function readingOf(reading: TicketReading): TicketReading {
  if (reading.state !== "read") return reading;
  const { tickets, earlier } = reading;
  return {
    ...reading,
    tickets: tickets.map(ticketOf),
    ...(earlier === undefined ? {} : { earlier: earlier.map(ticketOf) }),
  };
}

function ticketOf(ticket: ChangeTicket): ChangeTicket {
  const { approvals, implementers, requester, reviewedBy } = ticket;
  return {
    ...ticket,
    approvals: approvals.map(({ by, ...fact }) => ({ ...fact, by: by === null ? null : personOf(by, "approver") })),
    implementers: implementers.map((one) => personOf(one, "implementer")),
    requester: requester === null ? null : personOf(requester, "requester"),
    ...(typeof reviewedBy === "string" ? { reviewedBy: personOf(reviewedBy, "reviewer") } : {}),
  };
}

/** A pattern of shared accounts stands for the accounts that it matches. */
function controlOf(control: ChangeControl, actors: readonly string[]): ChangeControl {
  const { identities, singleHanded } = control;
  const accounts = [...actors, ...identities.map(({ account }) => account)];
  return {
    ...control,
    identities: identities.map((one) => ({ ...one, account: personOf(one.account), person: personOf(one.person) })),
    sharedAccounts: accounts.filter((one) => isShared(one, control)).map((one) => personOf(one)),
    singleHanded:
      singleHanded === false
        ? false
        : { ...singleHanded, reviewers: singleHanded.reviewers.map((one) => personOf(one, "reviewer")) },
  };
}

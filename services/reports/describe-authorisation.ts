import type { Authorisation, AuthorisationVerdict } from "#schemas/authorisation";
import { cutText } from "./cut-text.js";
import { showInstant } from "./describe-time.js";

/** The verdict on authority in one sentence, with the ticket it speaks of. */
export function describeAuthorisation(authorisation: Authorisation): string {
  const ticket = authorisation.ticket === null ? "" : ` (${cutText(authorisation.ticket, 80)})`;
  return `${VERDICT_SENTENCES[authorisation.verdict]}${ticket}`;
}

/** When and by whom, as far as is known; `undefined` where nothing is. */
export function describeChanger(authorisation: Authorisation): string | undefined {
  const { changedBetween, actors } = authorisation;
  const by = actors.length === 0 ? "" : `by ${actors.map((actor) => cutText(actor, 80)).join(", ")}`;
  if (changedBetween === null) return by === "" ? undefined : `Changed ${by}`;
  const [after, until] = changedBetween;
  const when =
    after === null
      ? `not after ${showInstant(until)}`
      : `after ${showInstant(after)} and not after ${showInstant(until)}`;
  return ["Changed", when, by].filter((part) => part !== "").join(" ");
}

/** One test of a ticket: which ticket, if any, what was tested, and the facts it used. */
export function describeTest(test: Authorisation["trace"][number], maxCharacters: number): string {
  const ticket = test.ticket === "" ? "" : `${cutText(test.ticket, 80)}, `;
  return `${ticket}${cutText(test.test, 80)}: ${cutText(test.facts, maxCharacters)}`;
}

const VERDICT_SENTENCES = {
  "not-applicable": "No ticket is asked for",
  "source-unavailable": "Could not be told: the ticket system was not readable",
  unreferenced: "No change ticket was named",
  "ticket-unknown": "The ticket named is not known to the ticket system",
  "ticket-cancelled-or-rejected": "The ticket was cancelled or rejected",
  "on-hold": "The ticket was on hold",
  "scope-mismatch": "The ticket is about something else",
  "exceeds-scope": "More was changed than the ticket allows",
  "standard-scope-exceeded": "More was changed than the standard change allows",
  "freeze-violation": "Changed during a change freeze",
  "ticket-closed": "The ticket was already closed",
  "not-approved-at-time": "The ticket was not approved when the change was made",
  "approval-unproven": "That the ticket was approved in time is not proved",
  "content-mismatch": "What was changed is not what was approved",
  "out-of-window": "Changed outside the approved window",
  "window-unproven": "That the change lies inside the approved window is not proved",
  "window-amended-after": "The window was amended after the change",
  "sod-breach": "The person who made the change also approved it",
  "actor-mismatch": "Changed by someone whom the ticket does not name",
  "pending-retrospective": "Emergency change: approval afterwards is still due",
  "retrospective-overdue": "Emergency change: approval afterwards is overdue",
  "authorised-retrospective": "Authorised afterwards, as an emergency change",
  "authorised-standard": "Authorised as a standard change",
  authorised: "Authorised",
} as const satisfies Record<AuthorisationVerdict, string>;

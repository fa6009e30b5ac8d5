import type { Authorisation, AuthorisationTest } from "#schemas/authorisation";
import type { Finding } from "#schemas/finding";
import { AUTHORISATION_VERDICTS } from "#services/core/authorisation/authorisation-verdicts";
import { NO_TICKET_SYSTEM } from "#services/core/authorisation/no-ticket-system";
import { isNotJudged } from "#services/core/authorisation/not-judged";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showInstant, showInterval } from "../text/describe-time.js";
import { readableFacts } from "../text/readable-facts.js";

/** The verdict on authority in one sentence, with the ticket it speaks of. */
export function describeAuthorisation(authorisation: Authorisation): string {
  if (isNotJudged(authorisation)) return "Not judged: no baseline has been approved yet";
  const ticket = authorisation.ticket === null ? "" : ` (${cutText(authorisation.ticket, 80)})`;
  if (isUnconfigured(authorisation)) return `No ticket system is configured that could tell${ticket}`;
  const { sentence } = AUTHORISATION_VERDICTS[authorisation.verdict];
  return `${sentence.replace(/\.$/, "")}${ticket}`;
}

/** Who changed what a waiver tolerates, and on whose authority; `undefined` where no waiver does, or nothing was judged. */
export function describeTolerated({ explainedBy, authorisation }: Finding): string | undefined {
  if (explainedBy?.by !== "waiver" || authorisation.verdict === "not-applicable") return undefined;
  const changer = describeChanger(authorisation);
  const what = `${describeAuthorisation(authorisation)}; tolerated by waiver ${cutText(explainedBy.id, 80)}`;
  return changer === undefined ? what : `${what}. ${changer}`;
}

/** Nothing was asked: that is no outage. */
function isUnconfigured({ verdict, trace }: Authorisation): boolean {
  return verdict === "source-unavailable" && trace.some(({ facts }) => facts === NO_TICKET_SYSTEM);
}

/** Tickets that would fit, were they named; `undefined` where there are none. A hint for a person, never authority. */
export function describeSuggestions({ suggestions }: Authorisation): string | undefined {
  if (suggestions.length === 0) return undefined;
  const tickets = suggestions.map((ticket) => cutText(ticket, 80));
  const [cover, which] = tickets.length === 1 ? ["covers", "it"] : ["cover", "one"];
  return `${tickets.join(", ")} ${cover} this artefact and window, but the change does not name ${which} (a hint, no authority)`;
}

/** When and by whom, as far as is known; `undefined` where nothing is. */
export function describeChanger(authorisation: Authorisation): string | undefined {
  const { changedBetween, actors } = authorisation;
  const several = actors.length > 1 ? `${actors.length} writers: ` : "";
  const by = actors.length === 0 ? "" : `by ${several}${actors.map((actor) => cutText(actor, 80)).join(", ")}`;
  if (changedBetween === null) return by === "" ? undefined : `Changed ${by}`;
  const [after, until] = changedBetween;
  const when = after === null ? `by ${showInstant(until)} at the latest` : showInterval(after, until);
  return ["Changed", when, by].filter((part) => part !== "").join(" ");
}

/** One test of a ticket: which ticket, if any, what was tested, and the facts it used. */
export function describeTest(test: AuthorisationTest, maxCharacters: number): string {
  const ticket = test.ticket === "" ? "" : `${cutText(test.ticket, 80)}, `;
  return `${ticket}${cutText(test.test, 80)}: ${readableFacts(test.facts, maxCharacters)}`;
}

/** What the tests of one ticket came to, as their heading. */
export function describeTicketTests(
  tests: readonly [AuthorisationTest, ...AuthorisationTest[]],
  authorisation: Pick<Authorisation, "duties">,
): string {
  const outcomes = tests.map((test) => outcomeOf(test, authorisation));
  const [failed, due] = (["failed", "due"] as const).map((one) => outcomes.filter((outcome) => outcome === one).length);
  const [{ ticket }] = tests;
  const all = count(tests.length, "test");
  const told = [
    ...(failed === 0 ? [] : [`${failed} of ${all} failed`]),
    ...(due === 0 ? [] : [`${due} of ${all} still due`]),
  ];
  return `${ticket === "" ? "No ticket" : `Ticket ${cutText(ticket, 80)}`}: ${told.length === 0 ? `${all} passed` : told.join(", ")}`;
}

/** How a test ended, in one word: `noted` passed, and there is something to know of it; `due` is a duty whose deadline has not passed. */
export function outcomeOf(
  test: AuthorisationTest,
  { duties = [] }: Pick<Authorisation, "duties">,
): "passed" | "noted" | "due" | "failed" {
  if (test.passed) return test.note === undefined ? "passed" : "noted";
  const isDue = duties.some(
    ({ state, due }) => state === "due" && due !== null && test.facts.includes(`due before ${due}`),
  );
  return isDue ? "due" : "failed";
}

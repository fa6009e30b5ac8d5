import type { Authorisation, AuthorisationTest } from "#schemas/authorisation";
import { cutText } from "../text/cut-text.js";
import { groupBy } from "../text/group-by.js";
import { readableFacts } from "../text/readable-facts.js";
import {
  describeAuthorisation,
  describeChanger,
  describeSuggestions,
  describeTicketTests,
  outcomeOf,
} from "../words/describe-authorisation.js";
import { describeCircumstances } from "../words/describe-circumstances.js";
import { describeDuties } from "../words/describe-duties.js";
import { describeHistory } from "../words/describe-history.js";
import { htmlTable } from "./html-table.js";
import { type Markup, markup } from "./markup.js";

const MAX_FACTS = 400;

/** Whether a change was authorised, what is known of it, and every test of every ticket ticked or crossed with its facts. */
export function htmlAuthorisation(authorisation: Authorisation): Markup {
  const changer = describeChanger(authorisation);
  const told = [
    ...describeCircumstances(authorisation),
    ...[describeHistory(authorisation), describeSuggestions(authorisation)].flatMap((sentence) => sentence ?? []),
  ];
  return markup`<p><strong>Authority:</strong> ${describeAuthorisation(authorisation)}. ${changer === undefined ? null : `${changer}.`}</p>
${describeDuties(authorisation).map((duty) => markup`<p class="warning">${duty}.</p>`)}${told.length === 0 ? null : markup`<ul class="plain">${told.map((sentence) => markup`<li>${sentence}.</li>`)}</ul>`}
${htmlTests(authorisation)}`;
}

/** Every test of every ticket, ticked or crossed, with its facts. */
export function htmlTests(authorisation: Authorisation): readonly Markup[] {
  return groupBy(authorisation.trace, ({ ticket }) => ticket).map((tests) => testTable(tests, authorisation));
}

/** One table a ticket; a test that speaks of no ticket stands in one of its own. */
function testTable(tests: readonly [AuthorisationTest, ...AuthorisationTest[]], authorisation: Authorisation): Markup {
  const rows = tests.map((test) => [
    cutText(test.test, 80),
    OUTCOMES[outcomeOf(test, authorisation)],
    readableFacts(test.facts, MAX_FACTS),
  ]);
  return htmlTable({ caption: describeTicketTests(tests, authorisation), columns: ["Test", "Result", "Facts"], rows });
}

const OUTCOMES = {
  passed: markup`<span class="passed short">✓ passed</span>`,
  noted: markup`<span class="warning short">✓ passed, note</span>`,
  due: markup`<span class="warning short">… still due</span>`,
  failed: markup`<span class="failed short">✗ failed</span>`,
};

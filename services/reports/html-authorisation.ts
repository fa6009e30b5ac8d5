import type { Authorisation } from "#schemas/authorisation";
import { cutText } from "./cut-text.js";
import { describeAuthorisation, describeChanger, describeTest } from "./describe-authorisation.js";
import { type Markup, markup } from "./markup.js";

/** Whether a change was authorised, with every test of every ticket ticked or crossed. */
export function htmlAuthorisation(authorisation: Authorisation): Markup {
  const changer = describeChanger(authorisation);
  return markup`<p><strong>Authority:</strong> ${describeAuthorisation(authorisation)}. ${changer === undefined ? null : `${changer}.`}</p>
${authorisation.trace.length === 0 ? null : markup`<ul class="plain">${authorisation.trace.map(testItem)}</ul>`}
${authorisation.suggestions.length === 0 ? null : markup`<p>Tickets that would fit (a hint, no authority): ${authorisation.suggestions.map((ticket) => cutText(ticket, 80)).join(", ")}</p>`}`;
}

function testItem(test: Authorisation["trace"][number]): Markup {
  const outcome = test.passed
    ? markup`<span class="passed">✓ passed</span>`
    : markup`<span class="failed">✗ failed</span>`;
  return markup`
<li>${outcome} ${describeTest(test, 300)}</li>`;
}
